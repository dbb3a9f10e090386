import { app } from "./app";
import { customer } from "./customer";
import { explore } from "./explore";
import { home } from "./home";
import { imports } from "./imports";
import { joins } from "./joins";
import { journeys } from "./journeys";
import { living } from "./living";
import { refused } from "./refused";
import { rights } from "./rights";
import { settings } from "./settings";
import { words } from "./words";

export default { ...app, ...explore, ...home, ...customer, ...joins, ...journeys, ...living, ...imports, ...refused, ...rights, ...settings, ...words };
