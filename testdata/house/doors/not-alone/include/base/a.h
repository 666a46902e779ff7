size_t a(void);
