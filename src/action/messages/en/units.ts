export const UNITS = { ms: " ms", s: " s", min: " min", h: " h", d: " days" };

/** For times of day. */
export const ZONE = { name: "UTC", hours: 0 };
