import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNewRecoveryCodes, useRemoveFactor, useSecondFactor } from "../../api/me";
import type { User } from "../../api/types";
import { Bones } from "../../parts/Bones";
import { ProblemBox } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";
import { When } from "../../parts/When";
import { Enrol } from "./Enrol";
import { Prove } from "./Prove";
import { RecoveryCodes } from "./RecoveryCodes";

type Doing = "nothing" | "enrol" | "codes" | "off";

/** An app that shows codes, as a second thing that it takes to sign in. */
export function SecondFactor({ user }: { user: User }) {
  const { t } = useTranslation();
  const { data: state, error, refetch } = useSecondFactor();
  const { mutate: makeCodes, data: made, isPending: making, error: codesRefused, reset: forgetCodes } = useNewRecoveryCodes();
  const { mutate: remove, isPending: removing, error: removalRefused, reset: forgetRemoval } = useRemoveFactor();
  const [doing, setDoing] = useState<Doing>("nothing");
  const done = () => (setDoing("nothing"), forgetCodes(), forgetRemoval());
  return (
    <section className="card settings-card" id="second-factor" aria-labelledby="second-factor-title">
      <header>
        <div>
          <h2 id="second-factor-title">{t("factor.title")}</h2>
          <p className="quiet">{t("factor.text")}</p>
        </div>
      </header>
      {error ? <ProblemBox problem={error} retry={() => void refetch()} /> : !state ? <Bones rows={1} /> : (
        <>
          <div className="settings-row">
            <span>
              {state.enrolled && state.since ? (
                <>
                  {t("factor.on")} <When at={state.since} /> · {t("factor.codes_left", { count: state.recovery_codes })}
                </>
              ) : (
                t("factor.off")
              )}
            </span>
            {doing === "nothing" && (
              <span className="settings-buttons">
                <Button type={state.enrolled ? "default" : "primary"} onClick={() => setDoing("enrol")}>{t(state.enrolled ? "factor.replace" : "factor.begin")}</Button>
                {state.enrolled && <Button onClick={() => setDoing("codes")}>{t("factor.new_codes")}</Button>}
                {state.enrolled && !state.required && <Button onClick={() => setDoing("off")}>{t("factor.turn_off")}</Button>}
              </span>
            )}
          </div>
          {state.enrolled && state.required && <p className="quiet">{t("factor.required")}</p>}
          {doing === "enrol" && <Enrol user={user} withCode={state.enrolled} done={done} close={done} />}
          {doing === "codes" && (made ? <RecoveryCodes codes={made.codes} kept={done} /> : <Prove user={user} withCode action={t("factor.new_codes")} busy={making} problem={codesRefused} prove={makeCodes} close={done} />)}
          {doing === "off" && (
            <Prove user={user} withCode danger action={t("factor.turn_off")} busy={removing} problem={removalRefused} prove={(proof) => remove(proof, { onSuccess: () => (say(t("factor.turned_off")), done()) })} close={done} />
          )}
        </>
      )}
    </section>
  );
}
