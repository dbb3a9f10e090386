import { app } from "./app";
import { breaks } from "./breaks";
import { customer } from "./customer";
import { explore } from "./explore";
import { home } from "./home";
import { imports } from "./imports";
import { joins } from "./joins";
import { journeys } from "./journeys";
import { living } from "./living";
import { refused } from "./refused";
import { risk } from "./risk";
import { rights } from "./rights";
import { settings } from "./settings";
import { words } from "./words";

export default { ...app, ...explore, ...home, ...customer, ...joins, ...journeys, ...living, ...breaks, ...risk, ...imports, ...refused, ...rights, ...settings, ...words };
