import { Button } from "antd";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { say } from "./toast";

/** Clipboard access needs a secure origin; on a plain-http address of the house we fall back to a selection. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <Button
      size="small"
      icon={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      onClick={() =>
        void copy(text).then((done) => {
          if (!done) say(t("common.copy_failed"), { bad: true });
          setCopied(done);
          window.setTimeout(() => setCopied(false), 2_000);
        })
      }
    >
      {copied ? t("common.copied") : label}
    </Button>
  );
}
