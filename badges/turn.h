/* Whose turn it is to draw. cairo 1.16 keeps one table of open fonts for the whole process and closes and opens them
 * without a lock where more than ten are in use: threads that draw at once end the process or print a wrong glyph. So
 * one of them draws at a time, in the order in which they asked. Not for anything else: what reads or packs goes on
 * meanwhile. Turns do not nest. */
#ifndef P2C_BADGES_TURN_H
#define P2C_BADGES_TURN_H

/* Waits until it is this thread's turn. */
void turn_take(void);

/* Between two pages or rows of something long: lets whoever waits draw first, then goes on. */
void turn_pass(void);

void turn_give(void);

#endif
