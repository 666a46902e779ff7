UPDATE t SET a = ':x', b = :y::int;

