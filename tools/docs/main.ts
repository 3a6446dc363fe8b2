import { writeFileSync } from "node:fs";
import { PAGES, pathOf, withInputs } from "./inputs";

for (const page of PAGES) writeFileSync(pathOf(page.page), withInputs(page));
