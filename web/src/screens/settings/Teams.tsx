import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useUsers } from "../../api/people";
import { useAddTeam, useChangeTeam, useRegions, useRemoveTeam, useTeams } from "../../api/places";
import type { Team } from "../../api/types";
import { Bones } from "../../parts/Bones";
import { ProblemBox, useProblemText } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";
import { Regions } from "./Regions";

/** Teams and regions: who works where. */
export function Teams() {
  const { t } = useTranslation();
  const { data: teams, error, refetch } = useTeams();
  const { data: regions } = useRegions();
  const { mutate: add, isPending, error: refused } = useAddTeam();
  const [name, setName] = useState("");
  const [job, setJob] = useState("");
  const [region, setRegion] = useState<string>();
  return (
    <section className="card settings-card" id="teams" aria-labelledby="teams-title">
      <header>
        <div>
          <h2 id="teams-title">{t("places.title")}</h2>
          <p className="quiet">{t("places.text")}</p>
        </div>
      </header>
      <form
        className="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) add({ name: name.trim(), function: job.trim(), region, members: [] }, { onSuccess: () => (setName(""), setJob(""), setRegion(undefined)) });
        }}
      >
        <Input aria-label={t("places.team_name")} placeholder={t("places.team_name")} required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        <Input aria-label={t("places.function")} placeholder={t("places.function")} maxLength={80} value={job} onChange={(event) => setJob(event.target.value)} />
        <Select aria-label={t("places.region")} placeholder={t("places.region")} allowClear value={region} onChange={setRegion} options={(regions ?? []).map(({ id, name: label }) => ({ value: id, label }))} />
        <Button htmlType="submit" loading={isPending}>
          {t("places.add_team")}
        </Button>
      </form>
      {refused && <ProblemBox problem={refused} />}
      {error ? <ProblemBox problem={error} retry={() => void refetch()} /> : !teams ? <Bones rows={2} /> : teams.length === 0 ? <p className="quiet">{t("places.no_teams")}</p> : (
        <ul className="settings-list" aria-label={t("places.teams")}>
          {teams.map((team) => (
            <TeamRow key={team.id} team={team} />
          ))}
        </ul>
      )}
      <Regions />
    </section>
  );
}

function TeamRow({ team }: { team: Team }) {
  const { t } = useTranslation();
  const { data: users } = useUsers();
  const { data: regions } = useRegions();
  const { mutate: change } = useChangeTeam();
  const { mutate: remove, isPending } = useRemoveTeam();
  const { mutate: add } = useAddTeam();
  const problemText = useProblemText();
  const refused = { onError: (problem: unknown) => say(problemText(problem).detail ?? problemText(problem).title, { bad: true }) };
  const { id, name, members, region } = team;
  return (
    <li>
      <span>
        <strong>{name}</strong>
        <small>{[team.function, regions?.find((one) => one.id === region)?.name].filter(Boolean).join(" · ")}</small>
      </span>
      <Select
        mode="multiple"
        size="small"
        className="places-words"
        aria-label={t("places.members_of", { name })}
        placeholder={t("places.members")}
        optionFilterProp="label"
        value={members}
        onChange={(now) => change({ id, members: now }, refused)}
        options={(users ?? []).map((user) => ({ value: user.id, label: user.name || user.email }))}
      />
      <Button size="small" disabled={isPending} aria-label={t("places.remove_named", { name })} onClick={() => remove(id, { ...refused, onSuccess: () => say(t("places.removed", { name }), { undo: () => add({ name, function: team.function, region, members }) }) })}>
        {t("places.remove")}
      </Button>
    </li>
  );
}
