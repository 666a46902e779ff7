raw;

