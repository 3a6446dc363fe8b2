import { writeFileSync } from "node:fs";
import { MADE_PAGES, made, pathOf } from "./made";

for (const page of MADE_PAGES) writeFileSync(pathOf(page), made(page));
