// A ClickHouse of its own for a comparison: Debian's, in a folder and on ports of its own, two threads, gone at the end.
import { spawn } from "node:child_process";
import { createReadStream, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

const settings = (folder, http, tcp) => `<yandex>
  <logger><level>warning</level><log>${folder}/log</log><errorlog>${folder}/errors</errorlog></logger>
  <http_port>${http}</http_port><tcp_port>${tcp}</tcp_port><listen_host>127.0.0.1</listen_host>
  <path>${folder}/data/</path><tmp_path>${folder}/tmp/</tmp_path><users_config>${folder}/users.xml</users_config>
  <default_profile>default</default_profile><default_database>default</default_database>
  <mark_cache_size>5368709120</mark_cache_size><timezone>UTC</timezone>
</yandex>`;
const users = `<yandex>
  <profiles><default><max_threads>2</max_threads><max_memory_usage>12000000000</max_memory_usage></default></profiles>
  <users><default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users>
  <quotas><default></default></quotas>
</yandex>`;

export class ClickHouse {
  static async start(program, folder) {
    mkdirSync(join(folder, "data"), { recursive: true });
    mkdirSync(join(folder, "tmp"), { recursive: true });
    const [http, tcp] = [await freePort(), await freePort()];
    writeFileSync(join(folder, "config.xml"), settings(folder, http, tcp));
    writeFileSync(join(folder, "users.xml"), users);
    const output = openSync(join(folder, "output"), "w");
    const child = spawn(program, ["--config-file", join(folder, "config.xml")], { stdio: ["ignore", output, output], cwd: folder });
    const peer = new ClickHouse(child, http);
    for (let tries = 0; ; ++tries) {
      try {
        await peer.ask("select 1");
        return peer;
      } catch (error) {
        if (tries === 100 || child.exitCode !== null) throw new Error(`ClickHouse does not start: ${readFileSync(join(folder, "output"), "utf8").slice(-500)} ${error.message}`);
        await new Promise((done) => setTimeout(done, 100));
      }
    }
  }

  constructor(child, port) {
    this.child = child;
    this.port = port;
  }

  // Rows as arrays of texts. `file`: rows to insert.
  ask(sql, file) {
    return new Promise((done, failed) => {
      const ask = request({ host: "127.0.0.1", port: this.port, method: "POST", path: `/?query=${encodeURIComponent(sql)}` }, (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (piece) => (text += piece));
        answer.on("end", () => (answer.statusCode === 200 ? done(text.split("\n").filter(Boolean).map((line) => line.split("\t"))) : failed(new Error(text.slice(0, 500)))));
      });
      ask.on("error", failed);
      if (file) createReadStream(file).pipe(ask);
      else ask.end();
    });
  }

  mostMemory() {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${this.child.pid}/status`, "utf8"))[1]) * 1024;
  }

  async stop() {
    const ended = new Promise((done) => this.child.once("exit", done));
    this.child.kill("SIGTERM");
    const late = setTimeout(() => this.child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(late);
  }
}
