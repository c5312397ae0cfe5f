export const UNITS = { ms: "밀리초", s: "초", min: "분", h: "시간", d: "일" };

/** For times of day: Korea has one zone and no summer time. */
export const ZONE = { name: "KST", hours: 9 };
