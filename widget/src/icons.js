export const CLIP = "m20 11.5-8 8a5 5 0 0 1-7-7L13.5 4a3.3 3.3 0 0 1 4.7 4.7l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4l7.7-7.7";
export const CHAT = "M21 11.5a8.4 8.4 0 0 1-9 8.4 9.6 9.6 0 0 1-3.6-.7L3 21l1.8-4.7A8.3 8.3 0 0 1 3 11.5a8.6 8.6 0 0 1 9-8.4 8.6 8.6 0 0 1 9 8.4Z";
export const CLOSE = "M6 6l12 12M18 6 6 18";
export const DOWN = "m6 9.5 6 6 6-6";
export const MORE = "M5 12h.01M12 12h.01M19 12h.01";
export const PERSON = "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c.6-4 3.7-6 7.5-6s6.9 2 7.5 6";
export const SEND = "M12 19V5.5M6 11.5l6-6 6 6";
