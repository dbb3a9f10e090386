/**
 * The shapes of the HTTP API, in the form that openapi-typescript generates from /api/openapi.json.
 * Only files in src/api/ import it: a generated file can take its place without touching a screen.
 */
export interface components {
  schemas: {
    Role: "viewer" | "agent" | "manager" | "admin";
    User: { id: string; email: string; name: string; role: components["schemas"]["Role"]; disabled?: boolean };
    Problem: { type?: string; title: string; status: number; detail?: string; code?: string; hint?: string; field?: string };
    Overview: {
      company: string;
      sample: boolean;
      version: string;
      position: number | string;
      customers: number;
      identified: number;
      interactions: number;
      suggestions_open: number;
      imports_running: number;
      keys: number;
      first_at?: string;
      last_at?: string;
      channels: { channel: string; interactions: number; last_at?: string }[];
      sources: { source: string; interactions: number; last_at?: string }[];
      days: { day: string; interactions: number }[];
    };
    Activity: { channel: string; name: string; interactions: number };
    Identity: { namespace: string; value: string; verified: boolean; shared: boolean };
    Customer: {
      id: string;
      name: string;
      anonymous: boolean;
      identities: components["schemas"]["Identity"][];
      interactions: number;
      first_at?: string;
      last_at?: string;
      channels: string[];
      profiles: number;
      matched?: { field: string; value: string };
    };
    JoinedProfile: { profile: string; name: string; interactions: number; merge?: string; rule?: string; reason?: string; at?: string; by?: string };
    CustomerDetail: components["schemas"]["Customer"] & {
      traits: Record<string, unknown>;
      joined: components["schemas"]["JoinedProfile"][];
      suggestions: number;
      worth: { currency: string; minor: number; interactions: number }[];
      channel_counts: { channel: string; interactions: number }[];
    };
    Interaction: {
      id: string;
      customer: string;
      at: string;
      received_at: string;
      channel: string;
      name: string;
      direction: "in" | "out" | "none";
      actor: { kind: "customer" | "agent" | "bot" | "system"; id?: string };
      conversation?: string;
      topic?: string;
      score?: { kind: string; value: number };
      sentiment?: number;
      amount?: { minor: number; currency: string };
      subject?: string;
      text?: string;
      language?: string;
      properties?: Record<string, unknown>;
      source: string;
      source_key: string;
    };
    Density: { first_at?: string; last_at?: string; zone: string; days: { day: string; counts: Record<string, number>; feeling?: number }[] };
    Merge: {
      id: string;
      customers: string[];
      names: string[];
      customer: string;
      rule: string;
      reason?: string;
      evidence: { namespace: string; value: string }[];
      at: string;
      by?: string;
      undone_at?: string;
      undone_by?: string;
    };
    MergeDetail: components["schemas"]["Merge"] & {
      parts: { customer: string; name: string; profiles: string[]; interactions: number }[];
    };
    Suggestion: {
      id: string;
      customers: components["schemas"]["Customer"][];
      evidence: { namespace: string; value: string; reason?: string }[];
      state: "open" | "dismissed" | "accepted";
      at: string;
    };
    ImportError: { file?: string; row?: number; column?: string; message: string; hint?: string };
    Import: {
      id: string;
      name: string;
      state: "queued" | "running" | "done" | "failed" | "undoing" | "undone";
      rows_read: number;
      rows_added: number;
      rows_rejected: number;
      rows_repeated: number;
      interactions_added: number;
      customers_added: number;
      bytes_read: number;
      bytes_total: number;
      errors: components["schemas"]["ImportError"][];
      message?: string;
      by?: string;
      started_at?: string;
      finished_at?: string;
    };
    /** Where a value comes from. As a bare text: the column of that name. */
    Field: string | { column?: string; value?: string | number | boolean; [member: string]: unknown };
    /** As a bare text: that text itself. */
    Label: string | { column?: string; value?: string | number | boolean; [member: string]: unknown };
    Fields: string[] | Record<string, components["schemas"]["Field"]>;
    MappedInteraction: {
      channel: components["schemas"]["Label"];
      name?: components["schemas"]["Label"];
      name_column?: string;
      at: components["schemas"]["Field"];
      direction?: components["schemas"]["Label"];
      when?: unknown;
      score?: { kind: string; column?: string; [member: string]: unknown };
      amount?: { column?: string; [member: string]: unknown };
      conversation?: components["schemas"]["Field"];
      topic?: components["schemas"]["Field"];
      subject?: components["schemas"]["Field"];
      text?: components["schemas"]["Field"];
      language?: components["schemas"]["Label"];
      sentiment?: components["schemas"]["Field"];
      properties?: components["schemas"]["Fields"];
    };
    MappedFile: {
      file: string;
      delimiter?: string;
      key?: components["schemas"]["Field"];
      join?: { file: string; on: string; columns?: string[] }[];
      customer: {
        name?: components["schemas"]["Field"];
        identities: { namespace: string; column?: string; verified?: boolean; [member: string]: unknown }[];
        traits?: components["schemas"]["Fields"];
      };
      interactions: components["schemas"]["MappedInteraction"][];
    };
    Mapping: { source: string; zone?: string; default_region?: string; currency?: string; files: components["schemas"]["MappedFile"][] };
    UploadPreview: {
      name: string;
      format: "csv" | "jsonl";
      delimiter?: string;
      columns: string[];
      rows: (string | null)[][];
      rows_shown: number;
      mapping: components["schemas"]["Mapping"];
    };
    ImportPreview: { interactions: Partial<components["schemas"]["Interaction"]>[]; errors: components["schemas"]["ImportError"][] };
    Key: { id: string; name: string; scope: "write" | "read" | "admin"; created_at?: string; last_used_at?: string; key?: string };
  };
}
