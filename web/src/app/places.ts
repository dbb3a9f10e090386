// The places of the product: the rail, the bar on a phone, the palette and the `g` keys all read this one list.
import { FileUp, GitMerge, House, Route, Settings, Users, Waypoints, type LucideIcon } from "lucide-react";
import { useMay, useSession } from "../api/session";

export interface Place {
  path: string;
  word: string;
  key: string;
  icon: LucideIcon;
  /** Only for those who may import. */
  importing?: boolean;
  /** Only for those who see all customers. */
  whole?: boolean;
}

const places: Place[] = [
  { path: "/", word: "nav.home", key: "g h", icon: House },
  { path: "/customers", word: "nav.customers", key: "g c", icon: Users },
  { path: "/explore", word: "nav.explore", key: "g e", icon: Waypoints, whole: true },
  { path: "/journeys", word: "nav.journeys", key: "g j", icon: Route },
  { path: "/joins", word: "nav.joins", key: "g m", icon: GitMerge },
  { path: "/imports", word: "nav.imports", key: "g i", icon: FileUp, importing: true },
  { path: "/settings", word: "nav.settings", key: "g s", icon: Settings },
];

/** Those of them that are open to whoever is signed in. */
export function usePlaces(): Place[] {
  const mayImport = useMay("manager");
  const { data: me } = useSession();
  return places.filter((place) => (mayImport || !place.importing) && (me?.sees_all !== false || !place.whole));
}
