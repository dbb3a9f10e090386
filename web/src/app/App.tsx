import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { BrowserRouter, Navigate, Outlet, Route, Routes } from "react-router-dom";
import { Problem, onFactorMissing, onSignedOut } from "../api/client";
import { sessionKey, useMay, useSession } from "../api/session";
import { Empty } from "../parts/Empty";
import { ProblemBox } from "../parts/ProblemBox";
import { Toasts } from "../parts/Toasts";
import { ThemeProvider } from "../theme/ThemeProvider";
import { Shell } from "./Shell";

const SignIn = lazy(() => import("../screens/signin/SignIn"));
const MustEnrol = lazy(() => import("../screens/signin/MustEnrol"));
const Home = lazy(() => import("../screens/home/Home"));
const Customers = lazy(() => import("../screens/customers/Customers"));
const Customer = lazy(() => import("../screens/customer/Customer"));
const Explore = lazy(() => import("../screens/explore/Explore"));
const Journeys = lazy(() => import("../screens/journeys/Journeys"));
const Scorecard = lazy(() => import("../screens/journeys/living/Scorecard"));
const Journey = lazy(() => import("../screens/journeys/Journey"));
const Join = lazy(() => import("../screens/join/Join"));
const Joins = lazy(() => import("../screens/join/Joins"));
const Part = lazy(() => import("../screens/join/Part"));
const Imports = lazy(() => import("../screens/imports/Imports"));
const NewImport = lazy(() => import("../screens/imports/NewImport"));
const ImportPage = lazy(() => import("../screens/imports/ImportPage"));
const Settings = lazy(() => import("../screens/settings/Settings"));
const AuditLog = lazy(() => import("../screens/audit/AuditLog"));
const Lost = lazy(() => import("../screens/home/Lost"));

const cache = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      // What the server refused it will refuse again; what did not reach it may on the second try.
      retry: (times, problem) => !(problem instanceof Problem && problem.status >= 400 && problem.status < 500) && times < 2,
    },
  },
});

onSignedOut(() => cache.setQueryData(sessionKey, null));
onFactorMissing(() => void cache.invalidateQueries({ queryKey: sessionKey }));

function Screens() {
  const { data: user, error, refetch } = useSession();
  // What waits for the session shows nothing: it is one small answer, and a flash of a skeleton is worse.
  if (error) return <div className="alone"><ProblemBox problem={error} retry={() => void refetch()} /></div>;
  if (user === undefined) return null;
  if (user?.must_enrol) return <Suspense fallback={null}><MustEnrol /></Suspense>;
  return (
    <Routes>
      <Route path="/sign-in" element={<Suspense fallback={null}><SignIn /></Suspense>} />
      {user === null ? (
        <Route path="*" element={<ToSignIn />} />
      ) : (
        <Route element={<Shell />}>
          <Route index element={<Home />} />
          <Route path="customers" element={<Customers />} />
          <Route path="customers/:id" element={<Customer />} />
          <Route path="customers/:id/join/:other" element={<Join />} />
          <Route path="explore" element={<Explore />} />
          <Route path="journeys" element={<Journeys />} />
          <Route path="scorecard" element={<Scorecard />} />
          <Route path="journeys/:key" element={<Journey />} />
          <Route path="joins" element={<Joins />} />
          <Route path="joins/:id" element={<Part />} />
          <Route path="imports" element={<ForImporters />}>
            <Route index element={<Imports />} />
            <Route path="new" element={<NewImport />} />
            <Route path=":id" element={<ImportPage />} />
          </Route>
          <Route path="settings" element={<Settings />} />
          <Route path="settings/audit" element={<ForImporters />}>
            <Route index element={<AuditLog />} />
          </Route>
          <Route path="*" element={<Lost />} />
        </Route>
      )}
    </Routes>
  );
}

/** Whoever may not import is told so, and the server is not asked in vain. */
function ForImporters() {
  const { t } = useTranslation();
  if (useMay("manager")) return <Outlet />;
  return <div className="screen"><Empty title={t("problem.status_403")} text={t("problem.status_403_hint")} /></div>;
}

/** Remembers where the person wanted to go, so that signing in leads there. */
function ToSignIn() {
  const here = window.location.pathname + window.location.search;
  return <Navigate to="/sign-in" replace state={here === "/" ? undefined : { to: here }} />;
}

export function App() {
  useEffect(() => {
    document.body.classList.add("ready");
  }, []);
  return (
    <QueryClientProvider client={cache}>
      <ThemeProvider>
        <BrowserRouter>
          <Screens />
        </BrowserRouter>
        <Toasts />
      </ThemeProvider>
    </QueryClientProvider>
  );
}
