import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The address of the server that the development pages talk to; `vite --host` never changes it.
const server = process.env.THROUGHLINE_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  server: {
    // The server refuses unsafe calls whose Origin is not its own, so the proxy speaks as the server itself.
    proxy: Object.fromEntries(
      ["/api", "/v1"].map((path) => [path, { target: server, changeOrigin: true, headers: { origin: server } }]),
    ),
  },
  build: {
    target: "es2022",
    // Assets are served from inside the binary with a long cache life, hence the hash in every name.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
  },
});
