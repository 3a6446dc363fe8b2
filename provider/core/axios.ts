import type { AxiosError } from "axios";

/** The HTTP library, loaded by the first who talks to a panel: a preview talks to none, nor does an `up` without changes. */
export const axios = () => require("axios") as typeof import("axios");

export const isAxiosError = (error: unknown): error is AxiosError => axios().isAxiosError(error);
