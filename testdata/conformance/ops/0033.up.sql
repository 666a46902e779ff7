UPDATE t SET b='x' WHERE t.a = 5;

