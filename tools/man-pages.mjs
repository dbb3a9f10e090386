#!/usr/bin/env node
// man-pages BINARY FOLDER: writes throughline.1 and throughline.toml.5 from what the program's own --help tells, so that a
// command or setting that is there is in them. The date is SOURCE_DATE_EPOCH's.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const column = 34; // where the formatter of the command line begins its descriptions

// {about, options: [{name, text}], positionals: […], commands: […], footer} of one --help.
export function readHelp(text) {
  const help = { about: [], usage: "", Options: [], Positionals: [], Subcommands: [], footer: [] };
  let part = "about";
  for (const line of text.split("\n")) {
    const heading = /^(Options|Positionals|Subcommands):$/.exec(line);
    if (heading) part = heading[1];
    else if (line.startsWith("Usage: ")) help.usage = line.slice(7);
    else if (part === "about" || part === "footer") help[part].push(line);
    else if (/^ {2}\S/.test(line)) {
      const split = line.length > column && line[column - 1] === " " && line[column] !== " " ? column : line.length;
      help[part].push({ name: line.slice(0, split).trim(), text: line.slice(split).trim() });
    } else if (line.startsWith(" ".repeat(column))) {
      const last = help[part][help[part].length - 1];
      last.text = `${last.text}\n${line.trim()}`.trim();
    } else if (line !== "") {
      part = "footer";
      help.footer.push(line);
    }
  }
  return help;
}

const escaped = (text) =>
  text
    .replace(/\\/g, "\\e")
    .replace(/-/g, "\\-")
    .replace(/^([.'])/gm, "\\&$1");
const paragraph = (lines) => escaped(lines.join("\n").trim()).replace(/\n+/g, "\n.br\n");
const item = ({ name, text }) => `.TP\n.B ${escaped(name)}\n${escaped(text).replace(/\n/g, "\n.br\n") || "\\&"}\n`;

function ask(binary, words) {
  const { stdout, status, stderr } = spawnSync(binary, [...words, "--help"], { encoding: "utf8" });
  if (status !== 0) throw new Error(`throughline ${words.join(" ")} --help: ${stderr}`);
  return readHelp(stdout);
}

// Every command with its own --help, in the order of the help: [{words, help}].
export function walk(binary, words = []) {
  const help = ask(binary, words);
  return [{ words, help }, ...help.Subcommands.flatMap(({ name }) => walk(binary, [...words, name]))];
}

function head(name, section, date, title) {
  return `.\\" Written by tools/man-pages.mjs from the program's --help.\n.TH ${name} ${section} "${date}" "Throughline" "${title}"\n`;
}

export function commandPage(all, date) {
  const [{ help: top }, ...commands] = all;
  let page = head("THROUGHLINE", 1, date, "User Commands");
  page += ".SH NAME\nthroughline \\- customer\\-experience platform: one customer, one timeline\n";
  page += ".SH SYNOPSIS\n.B throughline\n[OPTIONS] COMMAND [OPTIONS]\n";
  page += `.SH DESCRIPTION\n${paragraph(top.about)}\n`;
  page += `.SH OPTIONS\n${top.Options.map(item).join("")}`;
  page += ".SH COMMANDS\n";
  for (const { words, help } of commands) {
    page += `.SS ${escaped(help.usage.replace(/^throughline /, "") || words.join(" "))}\n${paragraph(help.about)}\n`;
    page += [...help.Positionals, ...help.Options.filter(({ name }) => name !== "-h,--help")].map(item).join("");
  }
  page += `.SH SETTINGS AND EXIT CODES\n.nf\n${escaped(top.footer.join("\n").trim())}\n.fi\n`;
  page += ".SH FILES\n.TP\n.I /etc/throughline/throughline.toml\nthe settings of the service\n.TP\n.I /var/lib/throughline\nthe data folder of the service\n";
  return `${page}.SH SEE ALSO\n.BR throughline.toml (5)\n`;
}

// Options that the environment can set are settings; the file's name for each is the option's without dashes.
export function settingsPage(all, date) {
  let page = head("THROUGHLINE.TOML", 5, date, "File Formats");
  page += ".SH NAME\nthroughline.toml \\- settings of throughline\n.SH DESCRIPTION\n";
  page += "A TOML file, named by\n.B \\-\\-config\nor\n.BR THROUGHLINE_CONFIG .\n";
  page += "A flag wins over the environment, that over this file. A setting that is not known is an error.\n";
  for (const { words, help } of all) {
    const settings = help.Options.map(({ name, text }) => ({
      option: /--([a-z0-9-]+)/.exec(name)?.[1],
      form: name,
      variable: /\((?:Env|env):(\w+)\)/.exec(name)?.[1],
      text,
    }));
    const shown = settings.filter(({ variable, option }) => variable && option !== "config");
    if (shown.length === 0) continue;
    page += `.SH ${words.length === 0 ? "AT THE TOP" : escaped(`[${words.join(".")}]`)}\n`;
    for (const { option, form, variable, text } of shown) {
      const given = /=([^\s(]+)/.exec(form)?.[1];
      page += item({ name: option, text: [text, given ? `Without it: ${given}.` : "", `In the environment: ${variable}.`].filter(Boolean).join("\n") });
    }
  }
  page += '.SH EXAMPLE\n.nf\ndata = "/var/lib/throughline"\n\n[serve]\nbind = "127.0.0.1"\nport = 8080\n.fi\n';
  return `${page}.SH SEE ALSO\n.BR throughline (1)\n`;
}

function main([binary, folder]) {
  if (!binary || !folder) throw new Error("man-pages BINARY FOLDER");
  const now = process.env.SOURCE_DATE_EPOCH ? new Date(Number(process.env.SOURCE_DATE_EPOCH) * 1000) : new Date();
  const date = now.toISOString().slice(0, 10);
  const all = walk(binary);
  writeFileSync(join(folder, "throughline.1"), commandPage(all, date));
  writeFileSync(join(folder, "throughline.toml.5"), settingsPage(all, date));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv.slice(2));
