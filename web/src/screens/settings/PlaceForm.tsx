import { Button, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlace, useRegions, useSetPlace, useTeams } from "../../api/places";
import type { Place, User } from "../../api/types";
import { Bones } from "../../parts/Bones";
import { ProblemBox } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";

/** Which customers a person sees, and the teams they belong to. */
export function PlaceForm({ user, close }: { user: User; close: () => void }) {
  const { data: place, error, refetch } = usePlace(user.id);
  if (error) return <ProblemBox problem={error} retry={() => void refetch()} />;
  return place ? <Form user={user} before={place} close={close} /> : <Bones rows={3} />;
}

function Form({ user, before, close }: { user: User; before: Place; close: () => void }) {
  const { t } = useTranslation();
  const { data: regions } = useRegions();
  const { data: teams } = useTeams();
  const { mutate: set, isPending, error } = useSetPlace();
  const [place, change] = useState(before);
  const part = place.sight === "regions";
  return (
    <form
      className="place-form"
      onSubmit={(event) => {
        event.preventDefault();
        set({ user: user.id, place }, { onSuccess: () => (say(t("places.saved"), { undo: () => set({ user: user.id, place: before }) }), close()) });
      }}
    >
      <Segmented<Place["sight"]>
        block
        aria-label={t("places.sees")}
        disabled={user.role === "admin"}
        value={place.sight}
        onChange={(sight) => change({ ...place, sight })}
        options={(["everything", "regions"] as const).map((value) => ({ value, label: t(`places.sees_${value}`) }))}
      />
      <p className="quiet">{t(user.role === "admin" ? "places.admin_sees" : part ? "places.part_text" : "places.everything_text")}</p>
      <label>
        {t("places.regions")}
        <Select mode="multiple" optionFilterProp="label" aria-label={t("places.regions")} disabled={!part} value={place.regions} onChange={(now) => change({ ...place, regions: now })} options={(regions ?? []).map(({ id, name }) => ({ value: id, label: name }))} />
      </label>
      <label>
        {t("places.teams")}
        <Select mode="multiple" optionFilterProp="label" aria-label={t("places.teams")} value={place.teams} onChange={(now) => change({ ...place, teams: now })} options={(teams ?? []).map(({ id, name }) => ({ value: id, label: name }))} />
      </label>
      {error && <ProblemBox problem={error} />}
      <p className="join-buttons">
        <Button type="primary" htmlType="submit" loading={isPending}>
          {t("places.save")}
        </Button>
        <Button onClick={close}>{t("common.cancel")}</Button>
      </p>
    </form>
  );
}
