// As much of a browser as single sign-on needs: cookies by host and port, and redirects followed one by one.
let made = 0;

export class Browser {
  cookies = new Map();
  // Each comes from an address of its own: the limit on addresses is not what is tested here.
  address = `2001:db8:${(made += 1).toString(16)}::1`;

  async get(url) {
    const { origin } = new URL(url);
    const held = this.cookies.get(origin) ?? new Map();
    const answer = await fetch(url, { redirect: "manual", headers: { "x-forwarded-for": this.address, ...(held.size && { cookie: [...held].map(([name, value]) => `${name}=${value}`).join("; ") }) } });
    for (const line of answer.headers.getSetCookie()) {
      const [pair, ...rest] = line.split(";");
      const [name, ...value] = pair.split("=");
      if (rest.some((part) => /^\s*max-age=0\s*$/i.test(part)) || value.join("=") === "") held.delete(name);
      else held.set(name, value.join("="));
    }
    this.cookies.set(origin, held);
    const location = answer.headers.get("location");
    return { status: answer.status, url, location: location && new URL(location, url).href, body: await answer.text(), headers: answer.headers };
  }

  /** Follows until `until(url)` or an answer that leads nowhere. */
  async follow(url, until = () => false) {
    for (let steps = 0; steps < 20; steps += 1) {
      if (until(url)) return { url };
      const answer = await this.get(url);
      if (!answer.location) return answer;
      url = answer.location;
    }
    throw new Error("led round in circles");
  }

  async session(url) {
    const { body, status } = await this.get(`${url}/api/session`);
    return status === 200 ? JSON.parse(body).user : null;
  }
}
