import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import "./text/i18n";
import "./theme/base.css";
import "./theme/overlays.css";
import "./theme/rail.css";
import "./theme/shell.css";

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
