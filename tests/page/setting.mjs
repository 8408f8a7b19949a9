// An emulator with a few users, and a real browser that looks at it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const require = createRequire(join(process.env.GENAUTH_NODE_MODULES, "/"));
const { chromium } = require("playwright-core");
export const axe = require("axe-core").source;

/** Whose name would run if the page wrote it as HTML. */
export const MALICIOUS = '<img src="x" onerror="document.title = 1">';

const USERS = {
  users: [
    { tokens: [{ token: "adas-token" }], data: { userId: "u-ada", name: "Ada Lovelace", email: "ada@example.com" } },
    { tokens: [{ token: "graces-token" }], data: { userId: "u-grace", name: "Grace Hopper" } },
    { data: { userId: "u-no-token", name: MALICIOUS } },
  ],
};

export async function startEmulator() {
  const folder = await mkdtemp(join(tmpdir(), "genauth-page-"));
  const file = join(folder, "users.json");
  await writeFile(file, JSON.stringify(USERS));
  const emulator = spawn(process.env.GENAUTH_EMULATOR, ["--users", file, "--exit-with-stdin"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [line] = await once(createInterface(emulator.stdout), "line");
  await rm(folder, { recursive: true });
  const stop = async () => {
    emulator.kill();
    if (emulator.exitCode === null && emulator.signalCode === null) await once(emulator, "exit");
  };
  return { url: line.replace("listening on ", ""), stop };
}

/** Debian's, which needs no network and no sandbox of its own in a container. */
export const startBrowser = () =>
  chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

export const getProfile = (url, token, query = "") =>
  fetch(`${url}/api/v3/get-profile${query}`, { headers: { authorization: `Bearer ${token}` } });
