import { exec, execFile, execSync, spawn } from "child_process";
import * as processes from "node:child_process";
import { promisify } from "util";
import { quote } from "shell-quote";

const VIEWER = "/opt/viewer/render";
const run = promisify(exec);
const execute = require("child_process").exec;

export function render(path: string) {
  // ruleid: inj.cmd.javascript.child-process
  exec(`dcm2pnm ${path} out.png`);
}

export function convert(study: string) {
  // ruleid: inj.cmd.javascript.child-process
  return execSync("dcm2niix -o /tmp " + study).toString();
}

export async function thumbnail(path: string) {
  // ruleid: inj.cmd.javascript.child-process
  await run(`convert ${path} -resize 128x128 thumb.png`);
}

export function print(name: string) {
  // ruleid: inj.cmd.javascript.child-process
  return spawn(`lp ${name}`, { shell: true });
}

export function archive(folder: string) {
  // ruleid: inj.cmd.javascript.child-process
  processes.exec("tar cf study.tar " + folder);
}

export function ping(host: string) {
  // ruleid: inj.cmd.javascript.child-process
  execute("ping -c 2 " + host);
}

export function renderList(path: string) {
  // ok: inj.cmd.javascript.child-process
  execFile("dcm2pnm", ["--", path, "out.png"]);
}

export function restart() {
  // ok: inj.cmd.javascript.child-process
  exec("systemctl restart mirth && sleep 5");
  // ok: inj.cmd.javascript.child-process
  exec(`${VIEWER} --warm-up`);
}

export function quoted(path: string) {
  // ok: inj.cmd.javascript.child-process
  exec(`dcm2pnm ${quote([path])} out.png`);
}

export function plain(name: string) {
  // ok: inj.cmd.javascript.child-process
  return spawn("lp", [`${name}.pdf`], { shell: false });
}

export function match(expression: RegExp, text: string) {
  // ok: inj.cmd.javascript.child-process
  return expression.exec("mrn " + text);
}
