// The nouns that the screens speak of. Screens import these names and never the generated file.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Role = Schemas["Role"];
export type User = Schemas["User"];
export type Overview = Schemas["Overview"];
export type Activity = Schemas["Activity"];
export type Identity = Schemas["Identity"];
export type Customer = Schemas["Customer"];
export type CustomerDetail = Schemas["CustomerDetail"];
export type JoinedProfile = Schemas["JoinedProfile"];
export type Interaction = Schemas["Interaction"];
export type Density = Schemas["Density"];
export type Merge = Schemas["Merge"];
export type MergeDetail = Schemas["MergeDetail"];
export type Suggestion = Schemas["Suggestion"];
export type Import = Schemas["Import"];
export type ImportError = Schemas["ImportError"];
export type Mapping = Schemas["Mapping"];
export type MappedFile = Schemas["MappedFile"];
export type MappedInteraction = Schemas["MappedInteraction"];
export type MappedField = Schemas["Field"];
export type MappedLabel = Schemas["Label"];
export type MappedFields = Schemas["Fields"];
export type UploadPreview = Schemas["UploadPreview"];
export type ImportPreview = Schemas["ImportPreview"];
export type Key = Schemas["Key"];
export type ProblemBody = Schemas["Problem"];

/** One page of a list; `next` is the cursor of the page after it, null at the end. */
export interface Page<T> {
  items: T[];
  next: string | null;
}
