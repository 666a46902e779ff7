SELECT json_build_object('a', 1) AS json_build_object_1;

UPDATE t SET a='v' WHERE b = '{"x": 1}';

