/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




/* c */
int a;




