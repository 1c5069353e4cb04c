// How long a trouble lasts, and how often a client asks: part of the load itself. Never to wait until something has happened.

/** Lets this much real time pass. */
export const pace = (ms) => new Promise((over) => setTimeout(over, ms));
