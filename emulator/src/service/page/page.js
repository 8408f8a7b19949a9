// The status page: what the emulator knows, read again and again, and the faults to switch on.
import { LANGUAGES } from "/__emulator/commands.js";

const INTERVAL = 1000;

const FAULTS = [
  { kind: "rate_limited", name: "Rate limit", text: "429, with the time to wait.", field: { key: "retry_after", label: "seconds", value: 1 } },
  { kind: "unavailable", name: "Outage", text: "503: the service is down." },
  { kind: "suspended_user", name: "Suspended user", text: "The service refuses the user.", user: true },
  { kind: "session_ended", name: "Ended session", text: "The user has signed out elsewhere.", user: true },
  { kind: "slow", name: "Slow responses", text: "Each response takes its time.", field: { key: "milliseconds", label: "milliseconds", value: 2000 } },
  { kind: "hang", name: "No response", text: "The connection stays open, and nothing comes." },
  { kind: "reset", name: "Broken connections", text: "Each connection is reset." },
];

const at = (id) => document.getElementById(id);
const state = { users: [], user: null };

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

async function ask(method, path, body) {
  const response = await fetch(`/__emulator/${path}`, { method, body: body && JSON.stringify(body) });
  const value = await response.json();
  if (!response.ok) throw new Error(value.message);
  return value;
}

let silence;
function say(text) {
  at("said").textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => (at("said").textContent = ""), 4000);
}

// What stays as it is keeps its focus and its selection.
function changed(node, value) {
  const written = JSON.stringify(value);
  if (node.dataset.shown === written) return false;
  node.dataset.shown = written;
  return true;
}

function showUsers(users) {
  state.users = users;
  if (!users.some((user) => user.user_id === state.user)) state.user = users[0]?.user_id ?? null;
  if (!changed(at("users"), users)) return;
  at("users").replaceChildren(
    ...users.map((user) => {
      const radio = element("input", { type: "radio", name: "user", checked: user.user_id === state.user });
      radio.addEventListener("change", () => {
        state.user = user.user_id;
        showCommands();
      });
      return element(
        "tr",
        {},
        element("th", { scope: "row" }, element("label", {}, radio, ` ${user.label ?? user.user_id}`)),
        element("td", { className: "code" }, user.user_id),
        element("td", { className: "code" }, user.tokens[0] ?? "—"),
      );
    }),
  );
  showCommands();
}

function showCommands() {
  const token = state.users.find((user) => user.user_id === state.user)?.tokens[0] ?? "TOKEN";
  const language = LANGUAGES.find(({ id }) => id === at("language").value);
  at("commands").textContent = language.commands({ url: location.origin, address: location.host, token });
}

function makeFault(fault) {
  const toggle = element("input", { type: "checkbox", id: fault.kind });
  toggle.setAttribute("role", "switch");
  const text = element("p", { id: `${fault.kind}-text` }, fault.text);
  toggle.setAttribute("aria-describedby", text.id);
  const row = element("div", { className: "row" }, toggle, element("label", { className: "name", htmlFor: fault.kind }, fault.name));
  let detail;
  if (fault.field) {
    detail = element("input", { type: "number", min: 0, max: 86400000, value: fault.field.value });
    row.append(element("label", { className: "with" }, detail, ` ${fault.field.label}`));
  } else if (fault.user) {
    detail = element("select", {}, element("option", { value: "" }, "everybody"), element("option", { value: "chosen" }, "the chosen user"));
    row.append(element("label", { className: "with" }, "for ", detail));
  }
  const change = async () => {
    try {
      if (toggle.checked) {
        const wanted = { kind: fault.kind };
        if (fault.field) wanted[fault.field.key] = detail.valueAsNumber;
        if (fault.user && detail.value) wanted.user = state.user;
        await ask("DELETE", `faults?kind=${fault.kind}`);
        await ask("POST", "faults", wanted);
      } else {
        await ask("DELETE", `faults?kind=${fault.kind}`);
      }
      say(`${fault.name}: ${toggle.checked ? "on" : "off"}`);
    } catch (error) {
      toggle.checked = false;
      say(error.message);
    }
  };
  toggle.addEventListener("change", change);
  detail?.addEventListener("change", () => toggle.checked && change());
  return element("li", {}, row, text);
}

function showFaults(faults) {
  for (const { kind } of FAULTS) at(kind).checked = faults.some((fault) => fault.kind === kind);
}

function showRequests(requests) {
  if (!changed(at("log"), requests)) return;
  at("empty").hidden = requests.length > 0;
  at("count").textContent = requests.length === 1 ? "1 request" : `${requests.length} requests`;
  const row = (request) => {
    const isGood = request.outcome === "answered" && request.status < 400;
    const tone = request.outcome === "pending" ? "" : isGood ? "good" : "bad";
    return element(
      "tr",
      {},
      element("td", { className: "number" }, `${(request.at_ms / 1000).toFixed(1)} s`),
      element("td", { className: "code" }, request.method),
      element("td", { className: "code" }, request.path),
      element("td", { className: `number ${tone}` }, request.status === null ? "—" : String(request.status)),
      element("td", { className: tone }, request.outcome),
    );
  };
  at("log").replaceChildren(...requests.toReversed().map(row));
}

function showHealth(isUp, text) {
  at("health").className = isUp ? "up" : "down";
  if (at("health").textContent !== text) at("health").textContent = text;
}

async function read() {
  try {
    const [users, faults, requests] = await Promise.all(["users", "faults", "log"].map((path) => ask("GET", path)));
    showUsers(users);
    showFaults(faults);
    if (!at("pause").checked) showRequests(requests);
    showHealth(true, `Listening on ${location.origin}`);
  } catch {
    showHealth(false, "The emulator does not respond");
  }
}

async function watch() {
  if (!document.hidden) await read();
  setTimeout(watch, INTERVAL);
}

at("language").append(...LANGUAGES.map(({ id, name }) => element("option", { value: id }, name)));
at("language").addEventListener("change", showCommands);
at("faults").append(...FAULTS.map(makeFault));
at("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(at("commands").textContent);
  say("Copied");
});
at("clear").addEventListener("click", async () => {
  await ask("DELETE", "requests");
  await read();
});
watch();
