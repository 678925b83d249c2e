/**
 * The labels of the window itself. What the assistant says comes from the server.
 *
 * A site in another language replaces any of them: candor("words", { title: "..." }).
 */
export const words = {
  title: "Help with your bill",
  subtitle: "Ask about any charge",
  open: "Open chat",
  close: "Close chat",
  newMessages: "{n} new",
  greeting: "Is something on your bill unclear? Ask here.",
  hideGreeting: "Hide this note",
  person: "Talk to a person",
  withPerson: "A person from our team has this chat.",
  menu: "More",
  download: "Save this chat",
  print: "Print this chat",
  rate: "Rate this chat",
  messages: "Messages",
  message: "Your message",
  placeholder: "Write a message",
  send: "Send",
  file: "Send a file",
  tooLarge: "It is larger than 10 MB.",
  left: "{n} left",
  tooLong: "{n} too many",
  you: "You",
  bot: "Assistant",
  agent: "Our team",
  system: "Note",
  sending: "Sending",
  sent: "Sent",
  failed: "Not sent.",
  retry: "Try again",
  typing: "Writing an answer",
  working: "Still working on it",
  offline: "You seem to be offline. We keep trying.",
  notReached: "We could not reach the server.",
  tooFast: "That was a lot at once. Try again in {n} s.",
  choices: "{n} answers to pick from",
  shownAs: "Shown as",
  ratingComment: "Want to say why? (You can skip this.)",
  ratingSend: "Send rating",
  ratingSkip: "Not now",
  ratingDone: "Thank you. That helps us get better.",
  ratingTwice: "There is nothing more to rate here.",
  notDone: "That did not work. Please try again.",
  today: "Today",
};

/** Gives the label with {n} filled in. */
export function fill(label, n) {
  return label.replace("{n}", n);
}
