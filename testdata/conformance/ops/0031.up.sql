UPDATE t SET a = 'x' WHERE b = 5;

