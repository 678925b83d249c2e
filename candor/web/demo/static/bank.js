// What a host page does: it knows who is signed in, and asks its own server for a signed token when the widget
// wants one. Here the "server" signs for whoever is picked.
"use strict";

const KEY = "northlight-customer";
const find = (id) => document.getElementById(id);
window.candor ??= (...call) => (window.candor.q = window.candor.q || []).push(call);

async function answer(path, body) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(path, options);
  const data = await response.json();
  if (!response.ok) throw new Error(data.detail || response.statusText);
  return data;
}

function cell(kind, words) {
  const made = document.createElement("td");
  made.className = kind;
  made.textContent = words;
  return made;
}

function row(line) {
  const made = document.createElement("tr");
  const name = cell("name", line.name);
  if (line.pending) {
    const mark = document.createElement("span");
    mark.className = "pending";
    mark.textContent = "Pending";
    name.append(mark);
  }
  made.append(cell("", line.day), name, cell("amount", line.amount));
  return made;
}

function show(customer, bill) {
  find("who").textContent = bill ? bill.name : "Guest";
  find("leave").hidden = !bill;
  find("card").hidden = find("to-card").hidden = !bill;
  for (const button of document.querySelectorAll("[data-customer]")) {
    button.setAttribute("aria-pressed", String(button.dataset.customer === customer));
  }
  if (!bill) return;
  find("owed").textContent = bill.owed ?? "No bill yet";
  find("least").textContent = bill.least ?? "Nothing";
  find("due").textContent = bill.due ?? "Nothing";
  find("ending").textContent = bill.card;
  find("lines").replaceChildren(...bill.lines.map(row));
}

async function signIn(customer) {
  try {
    show(customer, await answer(`/demo/bill?customer=${encodeURIComponent(customer)}`));
  } catch (error) {
    sessionStorage.removeItem(KEY);
    find("trouble").textContent = error.message;
    return;
  }
  find("trouble").textContent = "";
  sessionStorage.setItem(KEY, customer);
  window.candor("identify", async () => (await answer("/demo/token", { customer })).token);
}

function signOut() {
  sessionStorage.removeItem(KEY);
  window.candor("shutdown");
  show(null, null);
}

for (const button of document.querySelectorAll("[data-customer]")) {
  button.addEventListener("click", () => signIn(button.dataset.customer).then(() => scrollTo(0, 0)));
}
find("leave").addEventListener("click", signOut);
find("ask").addEventListener("click", () => window.candor("open"));

const before = sessionStorage.getItem(KEY);
if (before) signIn(before);
