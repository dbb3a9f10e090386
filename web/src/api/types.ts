// The nouns that the screens speak of. Screens import these names and never the generated file.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type User = Schemas["User"];
export type Invitation = Schemas["Invitation"];
export type MadeInvitation = Schemas["MadeInvitation"];
export type NewInvitation = Schemas["NewInvitation"];
export type AccessSettings = Schemas["AccessSettings"];
export type OpenSession = Schemas["OpenSession"];
export type PasswordChange = Schemas["PasswordChange"];
export type SecondFactorState = Schemas["SecondFactorState"];
export type SecondFactorSecret = Schemas["SecondFactorSecret"];
export type RecoveryCodes = Schemas["RecoveryCodes"];
export type Reproof = Schemas["Reproof"];
export type LinkPurpose = Schemas["LinkPurpose"];
export type Region = Schemas["Region"];
export type NewRegion = Schemas["NewRegion"];
export type RegionChange = Schemas["RegionChange"];
export type Team = Schemas["Team"];
export type NewTeam = Schemas["NewTeam"];
export type TeamChange = Schemas["TeamChange"];
export type Place = Schemas["Place"];
export type SignOnState = Schemas["SignOnState"];
export type SignInWays = Schemas["SignInWays"];
export type SignedIn = Schemas["SignedIn"];
export type UserChange = Schemas["UserChange"];
export type Role = User["role"];
export type Health = Schemas["HealthAnswer"];
export type Overview = Schemas["Overview"];
export type Activity = Schemas["ActivityLine"];
export type Identity = Schemas["IdentityItem"];
export type Customer = Schemas["Customer"];
export type CustomerDetail = Schemas["CustomerInFull"];
export type JoinedProfile = Schemas["JoinedProfile"];
export type Interaction = Schemas["Interaction"];
export type Density = Schemas["Density"];
export type Merge = Schemas["Merge"];
export type MergeDetail = Schemas["MergeInFull"];
export type Suggestion = Schemas["MergeSuggestion"];
export type Comparison = Schemas["Comparison"];
export type FieldComparison = Schemas["FieldComparison"];
export type SuggestionCounts = Schemas["SuggestionCounts"];
export type LinkageStatus = Schemas["Status"];
export type LinkageModel = Schemas["ModelVersion"];
export type Import = Schemas["Import"];
export type ImportError = Schemas["RowError"];
export type Mapping = Schemas["Mapping"];
export type MappedFile = Schemas["FileMapping"];
export type MappedInteraction = Schemas["InteractionOf"];
/** Where a value comes from. As a bare text: the column of that name. */
export type MappedField = MappedInteraction["at"];
/** As a bare text: that text itself. */
export type MappedLabel = MappedInteraction["channel"];
export type MappedFields = NonNullable<MappedInteraction["properties"]>;
export type UploadPreview = Schemas["FilePreview"];
export type ImportPreview = Schemas["MappingPreview"];
export type Key = Schemas["ApiKey"];
export type NewKey = Schemas["NewApiKey"];
export type AddedKey = Schemas["AddedApiKey"];
export type AuditItem = Schemas["AuditItem"];
export type AuditProof = Schemas["AuditProof"];
export type Consents = Schemas["Consents"];
export type GivenConsent = Schemas["Consent"];
export type ConsentRequest = Schemas["ConsentRequest"];
export type Correction = Schemas["Correction"];
export type CorrectionRequest = Schemas["CorrectionRequest"];
export type Erasure = Schemas["Erasure"];
export type ErasurePreview = Schemas["ErasurePreview"];
export type FunnelAnswer = Schemas["FunnelAnswer"];
export type FunnelStep = Schemas["FunnelStepTold"];
export type FlowAnswer = Schemas["FlowAnswer"];
export type FlowEdge = Schemas["FlowEdgeTold"];
export type FlowActivity = Schemas["FlowActivity"];
export type PathsAnswer = Schemas["PathsAnswer"];
export type PathLink = Schemas["PathLinkTold"];
export type RetentionAnswer = Schemas["RetentionAnswer"];
export type Cohort = Schemas["CohortTold"];
export type TimeAnswer = Schemas["TimeAnswer"];
export type TimeTold = Schemas["TimeTold"];
export type RepeatsAnswer = Schemas["RepeatsAnswer"];
export type RepeatsTold = Schemas["RepeatsTold"];
export type Share = Schemas["ShareTold"];
export type People = Schemas["PeopleTold"];
export type Dimension = Schemas["DimensionTold"];
export type ProblemBody = Schemas["Problem"];

/** One page of a list; `next` is the cursor of the page after it, null at the end. */
export interface Page<T> {
  items: T[];
  next: string | null;
}
