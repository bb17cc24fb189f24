// Made by web/types.mjs from /openapi.json: `make web-types`.
export interface paths {
    "/api/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for a decision, of all artists */
        get: operations["approval.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/artists/{artist_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole document of an artist */
        get: operations["artist.show"];
        put?: never;
        post?: never;
        /** Remove them with everything that was made */
        delete: operations["artist.remove"];
        options?: never;
        head?: never;
        /** Change fields by hand, as a new version */
        patch: operations["artist.edit"];
        trace?: never;
    };
    "/api/artists/{artist_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was made for an artist, newest first */
        get: operations["content.list"];
        put?: never;
        /** Make something for an artist */
        post: operations["content.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/artists/{artist_id}/evolution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What evolution changed, on what evidence, and what came of it; what the next song is drawn from */
        get: operations["artist.evolution"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/artists/{artist_id}/evolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A bounded change from what came back; none without evidence */
        post: operations["artist.evolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/artists/{artist_id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the prompt was taken to mean, and how they differ from the roster */
        get: operations["artist.explain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/artists/{artist_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version: when, who, why, what */
        get: operations["artist.history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/artists/{artist_id}/observations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All that came back for an artist */
        get: operations["observation.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/artists/{artist_id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The calendar with all its items */
        get: operations["plan.show"];
        put?: never;
        /** Plan from today on */
        post: operations["plan.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/artists/{artist_id}/releases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the artist's next release: a new song, or finished tracks, with cover, checks and package */
        post: operations["release.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/artists/{artist_id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Pause, resume or retire */
        put: operations["artist.state"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/artists/{artist_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Back to an earlier version, as a new one */
        post: operations["artist.undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Links to calendars, never their addresses */
        get: operations["calendar.list"];
        put?: never;
        /** An address for calendar programs, of an artist or the whole roster; shown this once */
        post: operations["calendar.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendars/{link_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** The address shows nothing any more */
        delete: operations["calendar.revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/content/{content_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One content with its files and where it came from */
        get: operations["content.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change words by hand, as a new revision */
        patch: operations["content.edit"];
        trace?: never;
    };
    "/api/content/{content_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** May go out */
        post: operations["content.approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/content/{content_id}/choose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** This take of a song instead of the others */
        post: operations["content.choose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/content/{content_id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What people noted about it, oldest first */
        get: operations["comment.list"];
        put?: never;
        /** A note about it, at a time or a section of a song */
        post: operations["comment.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/content/{content_id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** May not go out, and why */
        post: operations["content.reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/content/{content_id}/take-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A decision is taken back, while no store has heard of it: in review again */
        post: operations["content.take_back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What language models cost, by day, task and model */
        get: operations["costs.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/debuts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** From one sentence to a finished release */
        post: operations["debut.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The work in the queue, newest first */
        get: operations["job.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a job is, what it gave, or why it failed */
        get: operations["job.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a job and all that wait for it */
        post: operations["job.cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another try for a failed job */
        post: operations["job.retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has a key; never the keys themselves */
        get: operations["key.list"];
        put?: never;
        /** A new key; its secret is shown this once */
        post: operations["key.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** The key opens nothing any more */
        delete: operations["key.revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/machine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The version, the database and the room on the disk */
        get: operations["machine.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who asks, and what they may */
        get: operations["access.me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/observations/{observation}/clear": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that flagged numbers are real */
        post: operations["observation.clear"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plan-items/{item_id}/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each day of the plan: whether the item could move there, or why not */
        get: operations["plan.days"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plan-items/{item_id}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Nothing moves this item */
        post: operations["plan.lock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plan-items/{item_id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another day for an item; a release takes its campaign along */
        post: operations["plan.move"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plan-items/{item_id}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The planner may move it again */
        post: operations["plan.unlock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What goes out where and when, and what became of it */
        get: operations["post.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who makes what, in the order in which they are asked; which are configured, and what the others need */
        get: operations["provider.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/releases/{release_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One release with its files */
        get: operations["release.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change titles, credits, splits, lines, dates, territories or the order of tracks; tags, checks and package follow */
        patch: operations["release.edit"];
        trace?: never;
    };
    "/api/releases/{release_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The release may go out */
        post: operations["release.approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/releases/{release_id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What still blocks a delivery, store by store */
        get: operations["release.check"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/releases/{release_id}/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The codes that a release bears, and which are missing */
        get: operations["release.codes"];
        put?: never;
        /** Write down a code that an agency or a distributor gave */
        post: operations["release.codes.set"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/releases/{release_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How it stands with every store */
        get: operations["release.deliveries"];
        put?: never;
        /** Send an approved release to a store; again: what has changed, or what is missing */
        post: operations["release.deliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/releases/{release_id}/fix": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mend slips of the description that have one right form, and check again */
        post: operations["release.fix"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/releases/{release_id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The release may not go out, and why */
        post: operations["release.reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/releases/{release_id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a release does: beside the artist's others at the same age, with intervals; its money; what nobody knows yet */
        get: operations["report.release"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read a report: all of it, or nothing */
        post: operations["report.import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read how listeners' comments feel, by word lists; their words are not kept */
        post: operations["report.comments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for its track, with suggestions */
        get: operations["report.inbox"];
        put?: never;
        /** Say whose an item of the inbox is */
        post: operations["report.assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/money": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What stores paid, in millionths of each currency */
        get: operations["report.money"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roster": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The roster at a glance: cover, next release and what waits, newest artist first */
        get: operations["roster.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Work with language models, newest first */
        get: operations["session.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trends": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Series with their changes, forecasts and doubts; who leads, and what the successful do differently */
        get: operations["trends.show"];
        put?: never;
        /** Read a trend file: all of it, or nothing */
        post: operations["trends.import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trends/opportunities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where an artist might go, with the evidence; no evidence is an answer */
        get: operations["trends.opportunities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trends/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the services that are asked are doing */
        get: operations["trends.sources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The experiments with our own makers, newest first, and what can be varied */
        get: operations["trial.list"];
        put?: never;
        /** Let two or more ways of making the same thing compete until the outcomes say which is better */
        post: operations["trial.start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trials/{trial_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An experiment: how its arms do, and every step that was taken */
        get: operations["trial.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhook-deliveries/{delivery_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell it again, now */
        post: operations["webhook.replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which programs are told of changes */
        get: operations["webhook.list"];
        put?: never;
        /** Tell a program of changes from now on, signed as Standard Webhooks says; its secret is shown this once */
        post: operations["webhook.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Tell it no more, and forget its deliveries */
        delete: operations["webhook.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{webhook_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What it was told, and what it answered, newest first */
        get: operations["webhook.deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{webhook_id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on after it was disabled */
        post: operations["webhook.enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ApiKey: {
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            expires?: string | null;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            last_used?: string | null;
            name: string;
            per_minute: number;
            /** Format: date-time */
            revoked?: string | null;
            /** @enum {string} */
            role: "viewer" | "editor" | "approver" | "admin";
        };
        /** Artist document */
        Artist: {
            audience: {
                age_high: number;
                age_low: number;
                interests: string[];
                summary: string;
                territories: string[];
                time_zone: string;
            };
            behaviour: {
                personality: string[];
                platforms: {
                    name: string;
                    plasticity: number;
                    weight: number;
                }[];
                publicness: number;
                shows_face: boolean;
            };
            core: {
                archetype: string;
                home_genre: string;
                motifs: string[];
                name: string;
                origin_story: string;
                palette: string[];
                values: string[];
                voice: {
                    language: string;
                    /** @enum {string} */
                    letter_case: "sentence" | "lower";
                    /** @enum {string} */
                    person: "first" | "third" | "none";
                    /** @enum {string} */
                    register_name: "plain" | "terse" | "lyrical" | "wry" | "technical" | "warm" | "ceremonial";
                    uses_emoji: boolean;
                    uses_hashtags: boolean;
                    words_high: number;
                    words_low: number;
                };
            };
            core_hash: string;
            core_locked: boolean;
            /** Format: uuid */
            id: string;
            name?: string | null;
            positioning: {
                avoids: string;
                influences: string[];
                promise: string;
                tagline: string;
            };
            seed: number;
            settings: {
                autopilot: boolean;
                identity_limit: number;
                llm_assignments: {
                    [key: string]: string;
                };
                /** @enum {string} */
                release_strategy: "singles" | "ep_cycle" | "waterfall";
                skills?: string[] | null;
                /** @enum {string} */
                trend_alignment: "strict" | "soft" | "experimental";
            };
            /** @enum {string} */
            state: "candidate" | "active" | "evolving" | "paused" | "retired";
            story: {
                biography_long: string;
                biography_medium: string;
                biography_short: string;
                facts: {
                    id: string;
                    is_public: boolean;
                    /** @enum {string} */
                    kind: "home" | "origin" | "object" | "job" | "event" | "rule" | "release" | "tension" | "subject";
                    place?: string | null;
                    tags: string[];
                    text: string;
                    year?: number | null;
                }[];
            };
            style: {
                genres: {
                    name: string;
                    plasticity: number;
                    weight: number;
                }[];
                instruments: {
                    name: string;
                    plasticity: number;
                    weight: number;
                }[];
                lyric_themes: {
                    name: string;
                    plasticity: number;
                    weight: number;
                }[];
                modes: {
                    name: string;
                    plasticity: number;
                    weight: number;
                }[];
                moods: {
                    name: string;
                    plasticity: number;
                    weight: number;
                }[];
                posting: {
                    hour: {
                        high: number;
                        low: number;
                        plasticity: number;
                        value: number;
                    };
                    posts_per_week: {
                        high: number;
                        low: number;
                        plasticity: number;
                        value: number;
                    };
                    release_gap_weeks: {
                        high: number;
                        low: number;
                        plasticity: number;
                        value: number;
                    };
                    teaser_share: {
                        high: number;
                        low: number;
                        plasticity: number;
                        value: number;
                    };
                };
                production: {
                    brightness: {
                        high: number;
                        low: number;
                        plasticity: number;
                        value: number;
                    };
                    density: {
                        high: number;
                        low: number;
                        plasticity: number;
                        value: number;
                    };
                    grit: {
                        high: number;
                        low: number;
                        plasticity: number;
                        value: number;
                    };
                    space: {
                        high: number;
                        low: number;
                        plasticity: number;
                        value: number;
                    };
                    swing: {
                        high: number;
                        low: number;
                        plasticity: number;
                        value: number;
                    };
                    warmth: {
                        high: number;
                        low: number;
                        plasticity: number;
                        value: number;
                    };
                };
                tempo_high: {
                    high: number;
                    low: number;
                    plasticity: number;
                    value: number;
                };
                tempo_low: {
                    high: number;
                    low: number;
                    plasticity: number;
                    value: number;
                };
                visual: {
                    abstraction: {
                        high: number;
                        low: number;
                        plasticity: number;
                        value: number;
                    };
                    contrast: {
                        high: number;
                        low: number;
                        plasticity: number;
                        value: number;
                    };
                    darkness: {
                        high: number;
                        low: number;
                        plasticity: number;
                        value: number;
                    };
                    grain: {
                        high: number;
                        low: number;
                        plasticity: number;
                        value: number;
                    };
                    motion: {
                        high: number;
                        low: number;
                        plasticity: number;
                        value: number;
                    };
                    ornament: {
                        high: number;
                        low: number;
                        plasticity: number;
                        value: number;
                    };
                };
                visual_families: {
                    name: string;
                    plasticity: number;
                    weight: number;
                }[];
                vocal_presence: {
                    high: number;
                    low: number;
                    plasticity: number;
                    value: number;
                };
                /** @enum {string} */
                vocals: "none" | "sung" | "rapped" | "spoken" | "choir" | "vocoder";
            };
            understanding: {
                assumptions: string[];
                confidence: number;
                heard: string[];
                language: string;
                prompt: string;
                tensions: string[];
            };
            version: {
                /** Format: date-time */
                at: string;
                by: string;
                diff: {
                    after: unknown;
                    before: unknown;
                    path: string;
                }[];
                evidence: unknown;
                hash: string;
                /** @enum {string} */
                kind: "created" | "evolved" | "edited" | "undone" | "locked" | "recast" | "state_changed";
                number: number;
                previous_hash: string;
                reason: string;
            };
        };
        Assigned: {
            content_id: string;
            id: string;
            rows: number;
        };
        Begun: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            job_id: string;
            job_ids: string[];
        } & {
            [key: string]: unknown;
        };
        CalendarLink: {
            artist: string;
            by: string;
            /** Format: date-time */
            created: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            revoked?: string | null;
        };
        Comment: {
            /** Format: date-time */
            at: string;
            by: string;
            /** Format: uuid */
            content: string;
            /** Format: uuid */
            id: string;
            seconds?: number | null;
            section?: number | null;
            /** Format: date-time */
            settled?: string | null;
            text: string;
        };
        CommentImport: {
            accepted: boolean;
            copied: number[];
            count: {
                already_known: number;
                kept: number;
                read_anew: number;
            };
            file: string;
            languages: {
                [key: string]: number;
            };
            rejected: {
                column: string;
                line: number;
                reason: string;
                value: string;
            }[];
            repeated: number[];
            rows: number;
            sha256: string;
            tracks: {
                content_id: string;
                has_evidence: boolean;
                high: number;
                low: number;
                negative: number;
                neither: number;
                not_read: number;
                positive: number;
                read_by: {
                    [key: string]: number;
                };
                share: number;
                title: string;
            }[];
            unmatched: {
                line: number;
                reason: string;
                track: string;
            }[];
        };
        Comments: {
            comments: {
                /** Format: date-time */
                at: string;
                by: string;
                /** Format: uuid */
                content: string;
                /** Format: uuid */
                id: string;
                seconds?: number | null;
                section?: number | null;
                /** Format: date-time */
                settled?: string | null;
                text: string;
            }[];
            id: string;
        };
        Content: {
            /** Format: uuid */
            artist: string;
            brief: unknown;
            /** Format: date-time */
            created: string;
            details: unknown;
            files: {
                asset: string;
                media_type: string;
                name: string;
                role: string;
                size_bytes: number;
            }[];
            /** Format: uuid */
            id: string;
            item?: string | null;
            /** @enum {string} */
            kind: "track" | "lyrics" | "cover" | "kit" | "teaser" | "canvas" | "video" | "post" | "release";
            notes: string;
            provenance: {
                ai: {
                    artwork?: ("none" | "partly" | "all") | null;
                    composition?: ("none" | "partly" | "all") | null;
                    instrumentation?: ("none" | "partly" | "all") | null;
                    lyrics?: ("none" | "partly" | "all") | null;
                    mix?: ("none" | "partly" | "all") | null;
                    video?: ("none" | "partly" | "all") | null;
                    vocals?: ("none" | "partly" | "all") | null;
                };
                engine: string;
                engine_version: string;
                inputs: string[];
                /** @enum {string} */
                kind: "procedural" | "generative" | "human";
                licence: string;
                prompt: string;
                seed: number;
                stood_in_for?: string | null;
            };
            revision: number;
            seed: number;
            /** @enum {string} */
            state: "planned" | "generating" | "in_review" | "approved" | "rejected" | "scheduled" | "published" | "measured" | "failed";
            title: string;
            /** Format: date-time */
            updated: string;
        };
        Costs: {
            /** Format: date */
            from: string;
            spending: {
                calls: number;
                day: string;
                micros: number;
                model: string;
                task: string;
            }[];
            /** Format: date */
            to: string;
            total_micros: number;
        };
        CreationReport: {
            asked: string;
            assessment: {
                coherence: number;
                findings: {
                    fix: string;
                    message: string;
                    path: string;
                    rule: string;
                    /** @enum {string} */
                    severity: "note" | "warning" | "error";
                }[];
                length: number;
                required: number;
                score: number;
                /** @enum {string} */
                status: "VALID" | "NEEDS_IMPROVEMENT" | "REJECTED";
                truth: number;
            };
            assumed: string[];
            authors: {
                by: string;
                part: string;
            }[];
            confidence: number;
            name: string;
            nearest: {
                distance: number;
                name: string;
                name_similarity: number;
            }[];
            repairs: {
                path: string;
                what: string;
            }[];
            tensions: string[];
            understood: string[];
        };
        Days: {
            days: {
                /** Format: date */
                date: string;
                free: boolean;
                reason: string;
            }[];
        };
        Deliveries: {
            deliveries: {
                attempts: {
                    batch: string;
                    batch_id: string;
                    bytes: number;
                    content_revision: number;
                    /** Format: date-time */
                    created: string;
                    folder: string;
                    /** @enum {string} */
                    kind: "release" | "update" | "takedown" | "purge";
                    message_id: string;
                    /** @enum {string} */
                    outcome: "open" | "sent" | "accepted" | "refused" | "abandoned";
                    thread_id: string;
                    words: string;
                }[];
                reason: string;
                release: string;
                revision: number;
                /** @enum {string} */
                state: "off" | "held" | "ready" | "sending" | "delivered" | "live" | "rejected" | "taken_down";
                store: string;
                /** Format: date-time */
                updated: string;
            }[];
        };
        Evolution: {
            changed: boolean;
            changes: {
                after: unknown;
                before: unknown;
                evidence: {
                    compared: string;
                    comparisons: number;
                    confidence: number;
                    effect: number;
                    exposures: number;
                    files: string[];
                    /** Format: date */
                    from: string;
                    high: number;
                    low: number;
                    measure: string;
                    rows: number;
                    tracks: number;
                    /** Format: date */
                    until: string;
                };
                gain?: {
                    high: number;
                    low: number;
                    percent: number;
                } | null;
                path: string;
                reason: string;
            }[];
            distance_after: number;
            distance_before: number;
            dry_run: boolean;
            id: string;
            learned: {
                chance: number;
                form: string[];
                id: string;
                length: number;
                other_metre: boolean;
                releases: number;
                title: string;
                what: string;
                without_parts: string[];
            }[];
            missing: string[];
            name: string;
            notes: string[];
            proposal?: string | null;
            rows_left_out: number;
            rows_used: number;
            shock?: {
                artists: number;
                /** Format: date */
                at: string;
                fall: number;
                pieces: number;
            } | null;
            spent_this_quarter: number;
            taken_back: {
                after: unknown;
                before: unknown;
                of_version: number;
                path: string;
                why: string;
            }[];
            verdicts: {
                /** Format: date */
                at: string;
                before: number;
                better: number;
                control: number;
                decides: number;
                path: string;
                ratio: number;
                /** @enum {string} */
                ruling: "kept" | "no_verdict_yet" | "harmful" | "taken_back";
                since: number;
                text: string;
                version: number;
                worse: number;
            }[];
            version: number;
            would_change: boolean;
        };
        EvolutionReport: {
            changes: {
                /** Format: date */
                at: string;
                change: {
                    after: unknown;
                    before: unknown;
                    evidence: {
                        compared: string;
                        comparisons: number;
                        confidence: number;
                        effect: number;
                        exposures: number;
                        files: string[];
                        /** Format: date */
                        from: string;
                        high: number;
                        low: number;
                        measure: string;
                        rows: number;
                        tracks: number;
                        /** Format: date */
                        until: string;
                    };
                    gain?: {
                        high: number;
                        low: number;
                        percent: number;
                    } | null;
                    path: string;
                    reason: string;
                };
                verdict: {
                    /** Format: date */
                    at: string;
                    before: number;
                    better: number;
                    control: number;
                    decides: number;
                    path: string;
                    ratio: number;
                    /** @enum {string} */
                    ruling: "kept" | "no_verdict_yet" | "harmful" | "taken_back";
                    since: number;
                    text: string;
                    version: number;
                    worse: number;
                };
                version: number;
            }[];
            control: number;
            distance: number;
            id: string;
            identity_limit: number;
            levels: {
                effect: number;
                factor: string;
                high: number;
                level: string;
                low: number;
                pieces: number;
                weight: number;
            }[];
            measure: string;
            name: string;
            pieces: number;
            quarter_budget: number;
            roster_artists: number;
            roster_pieces: number;
            shock?: {
                artists: number;
                /** Format: date */
                at: string;
                fall: number;
                pieces: number;
            } | null;
            skills: {
                chance: number;
                form: string[];
                id: string;
                length: number;
                other_metre: boolean;
                releases: number;
                title: string;
                what: string;
                without_parts: string[];
            }[];
            spent_this_quarter: number;
            wished: number;
        };
        GlancePage: {
            items: {
                avatar?: {
                    /** Format: uuid */
                    content_id: string;
                    file: string;
                    /** @enum {string} */
                    state: "planned" | "generating" | "in_review" | "approved" | "rejected" | "scheduled" | "published" | "measured" | "failed";
                    title: string;
                } | null;
                cover?: {
                    /** Format: uuid */
                    content_id: string;
                    file: string;
                    /** @enum {string} */
                    state: "planned" | "generating" | "in_review" | "approved" | "rejected" | "scheduled" | "published" | "measured" | "failed";
                    title: string;
                } | null;
                home_genre: string;
                /** Format: uuid */
                id: string;
                name: string;
                newest?: {
                    /** Format: uuid */
                    content_id: string;
                    file: string;
                    /** @enum {string} */
                    state: "planned" | "generating" | "in_review" | "approved" | "rejected" | "scheduled" | "published" | "measured" | "failed";
                    title: string;
                } | null;
                next?: {
                    content_id?: string | null;
                    /** Format: date */
                    date: string;
                    title: string;
                } | null;
                palette: string[];
                /** @enum {string} */
                state: "candidate" | "active" | "evolving" | "paused" | "retired";
                tagline: string;
                version: number;
            }[];
            next?: string | null;
        };
        Imported: {
            accepted: boolean;
            already_known: number;
            assigned: number;
            checks: {
                agrees: boolean;
                counted: string;
                stated: string;
                what: string;
            }[];
            doubtful: {
                line: number;
                reason: string;
                track: string;
            }[];
            file: string;
            flagged: {
                line: number;
                reason: string;
                track: string;
            }[];
            format: string;
            id: string;
            imported: number;
            net: {
                [key: string]: number;
            };
            outdated: number;
            quarantined: boolean;
            raw_records: {
                [key: string]: number;
            };
            rejected: {
                column: string;
                line: number;
                reason: string;
                value: string;
            }[];
            replaced: number;
            rows: number;
            sha256: string;
            unmatched: {
                line: number;
                reason: string;
                track: string;
            }[];
            unread: string[];
        };
        Inbox: {
            rows: {
                artist: string;
                date: string;
                file: string;
                id: string;
                isrc: string;
                platform: string;
                release: string;
                rows: number;
                streams: number;
                suggestions: {
                    artist: string;
                    content_id: string;
                    likeness: number;
                    title: string;
                }[];
                track: string;
                upc: string;
            }[];
        };
        Issued: {
            key: {
                /** Format: date-time */
                created: string;
                /** Format: date-time */
                expires?: string | null;
                /** Format: uuid */
                id: string;
                /** Format: date-time */
                last_used?: string | null;
                name: string;
                per_minute: number;
                /** Format: date-time */
                revoked?: string | null;
                /** @enum {string} */
                role: "viewer" | "editor" | "approver" | "admin";
            };
            secret: string;
        };
        Job: {
            after: string[];
            attempts: number;
            /** Format: uuid */
            because_of?: string | null;
            /** Format: date-time */
            created: string;
            error?: {
                /** @enum {string} */
                code: "invalid_input" | "not_found" | "conflict" | "rate_limited" | "unavailable" | "bad_response" | "cancelled" | "internal" | "forbidden" | "stale";
                message: string;
            } | null;
            /** Format: date-time */
            finished?: string | null;
            group: string;
            /** Format: uuid */
            id: string;
            input: unknown;
            job_class: string;
            key: string;
            kind: string;
            /** Format: date-time */
            lease_until?: string | null;
            losses: number;
            max_attempts: number;
            message: string;
            output: unknown;
            priority: number;
            progress: number;
            /** Format: date-time */
            ready_at: string;
            /** Format: date-time */
            started?: string | null;
            /** @enum {string} */
            state: "waiting" | "ready" | "running" | "done" | "failed" | "cancelled";
            worker: string;
        };
        JobPage: {
            items: {
                after: string[];
                attempts: number;
                /** Format: uuid */
                because_of?: string | null;
                /** Format: date-time */
                created: string;
                error?: {
                    /** @enum {string} */
                    code: "invalid_input" | "not_found" | "conflict" | "rate_limited" | "unavailable" | "bad_response" | "cancelled" | "internal" | "forbidden" | "stale";
                    message: string;
                } | null;
                /** Format: date-time */
                finished?: string | null;
                group: string;
                /** Format: uuid */
                id: string;
                input: unknown;
                job_class: string;
                key: string;
                kind: string;
                /** Format: date-time */
                lease_until?: string | null;
                losses: number;
                max_attempts: number;
                message: string;
                output: unknown;
                priority: number;
                progress: number;
                /** Format: date-time */
                ready_at: string;
                /** Format: date-time */
                started?: string | null;
                /** @enum {string} */
                state: "waiting" | "ready" | "running" | "done" | "failed" | "cancelled";
                worker: string;
            }[];
            next?: string | null;
        };
        Keys: {
            keys: {
                /** Format: date-time */
                created: string;
                /** Format: date-time */
                expires?: string | null;
                /** Format: uuid */
                id: string;
                /** Format: date-time */
                last_used?: string | null;
                name: string;
                per_minute: number;
                /** Format: date-time */
                revoked?: string | null;
                /** @enum {string} */
                role: "viewer" | "editor" | "approver" | "admin";
            }[];
        };
        LabelPage: {
            items: {
                /** Format: uuid */
                artist_id: string;
                /** Format: date-time */
                created: string;
                /** Format: uuid */
                id: string;
                /** @enum {string} */
                kind: "track" | "lyrics" | "cover" | "kit" | "teaser" | "canvas" | "video" | "post" | "release";
                revision: number;
                /** @enum {string} */
                state: "planned" | "generating" | "in_review" | "approved" | "rejected" | "scheduled" | "published" | "measured" | "failed";
                title: string;
                /** Format: date-time */
                updated: string;
            }[];
            next?: string | null;
        };
        Links: {
            links: {
                artist: string;
                by: string;
                /** Format: date-time */
                created: string;
                /** Format: uuid */
                id: string;
                /** Format: date-time */
                revoked?: string | null;
            }[];
        };
        Machine: {
            calendar_days: number;
            database: string;
            database_bytes?: number | null;
            disk_bytes?: number | null;
            free_bytes?: number | null;
            language: string;
            version: string;
            workers: number;
        };
        MadeLink: {
            link: {
                artist: string;
                by: string;
                /** Format: date-time */
                created: string;
                /** Format: uuid */
                id: string;
                /** Format: date-time */
                revoked?: string | null;
            };
            path: string;
        };
        MadeWebhook: {
            secret: string;
            webhook: {
                /** Format: date-time */
                created: string;
                disabled_because: string;
                /** Format: uuid */
                id: string;
                is_enabled: boolean;
                types: string[];
                url: string;
            };
        };
        Me: {
            has_key: boolean;
            name: string;
            /** @enum {string} */
            role: "viewer" | "editor" | "approver" | "admin";
        };
        MoneyLines: {
            lines: {
                currency: string;
                deductions: number;
                gross: number;
                key: string;
                name: string;
                net: number;
                quantity: number;
                rows: number;
            }[];
        };
        Observation: {
            artist: string;
            artist_id: string;
            cleared_by: string;
            cleared_why: string;
            content_id: string;
            /** Format: date */
            date: string;
            factors: unknown;
            file_name: string;
            file_sha256: string;
            flags: string[];
            key: string;
            line: number;
            listeners?: number | null;
            /** @enum {string} */
            measure: "royalty" | "analytics";
            platform: string;
            saves?: number | null;
            shares?: number | null;
            skips?: number | null;
            streams: number;
            territory: string;
            track: string;
        };
        OpportunityList: {
            artists: {
                /** @enum {string} */
                alignment: "strict" | "soft" | "experimental";
                artist: string;
                notes: string[];
                opportunities: {
                    country: string;
                    demand: number;
                    distance: number;
                    doubts: string[];
                    evidence: {
                        /** Format: date */
                        last: string;
                        latest: number;
                        says: string;
                        series: {
                            country: string;
                            /** @enum {string} */
                            grain: "day" | "week";
                            /** @enum {string} */
                            kind: "genre" | "mood" | "tempo_band" | "visual_style" | "hashtag" | "artist" | "song";
                            measure: string;
                            name: string;
                            platform: string;
                        };
                        sources: string[];
                        weeks: number;
                    }[];
                    /** @enum {string} */
                    kind: "genre" | "mood" | "tempo_band" | "visual_style" | "hashtag" | "artist" | "song";
                    name: string;
                    saturation?: number | null;
                    score: number;
                }[];
            }[];
        };
        OutboxRecordPage: {
            items: {
                artist: string;
                attempts: number;
                by: string;
                channel: string;
                content: string;
                /** Format: date-time */
                first_attempt?: string | null;
                /** Format: uuid */
                id: string;
                item: string;
                job: string;
                key: string;
                /** Format: date-time */
                next_attempt?: string | null;
                /** Format: date-time */
                planned_for?: string | null;
                platform: string;
                post: number;
                reason: string;
                receipt_id: string;
                revision: number;
                /** Format: date-time */
                sent?: string | null;
                /** @enum {string} */
                state: "planned" | "due" | "sending" | "sent" | "doubtful" | "failed" | "cancelled";
                title: string;
                url: string;
            }[];
            next?: string | null;
        };
        Plan: {
            /** @enum {string} */
            arc: "rise" | "fall" | "man_in_a_hole" | "icarus" | "cinderella" | "oedipus";
            arc_reason: string;
            /** Format: uuid */
            artist_id: string;
            bound: number;
            days: number;
            /** Format: uuid */
            id: string;
            items: {
                /** @enum {string} */
                arc_stage: "setup" | "escalation" | "turn" | "climax" | "release";
                /** Format: date-time */
                at: string;
                brief: {
                    callback: boolean;
                    fact?: string | null;
                    hashtag_hints: string[];
                    motif: string;
                    say: string;
                    theme: string;
                    title: string;
                    valence: number;
                };
                content_id?: string | null;
                /** Format: date */
                date: string;
                depends_on: string[];
                format: string;
                hour_from_results: boolean;
                /** Format: uuid */
                id: string;
                /** @enum {string} */
                kind: "release" | "teaser" | "canvas" | "video" | "post" | "story";
                local_time: string;
                locked: boolean;
                platform: string;
                purpose: string;
                release?: number | null;
                /** @enum {string} */
                state: "planned" | "preparing" | "ready" | "published" | "skipped";
                zone: string;
            }[];
            /** Format: date-time */
            made_at: string;
            notes: string[];
            quiet: {
                artists: string[];
                /** Format: date */
                from: string;
                /** Format: date */
                to: string;
                why: string;
            }[];
            releases: {
                content_id?: string | null;
                /** Format: date */
                date: string;
                /** Format: date */
                deliver_by: string;
                fixed: boolean;
                number: number;
                /** Format: date */
                pitch_by: string;
                title: string;
                title_known: boolean;
                windows: {
                    /** Format: date */
                    deliver_by: string;
                    /** Format: date */
                    pitch_by?: string | null;
                    store: string;
                }[];
            }[];
            seed: number;
            /** Format: date */
            start: string;
            value: number;
            zone: string;
        };
        PlanItem: {
            /** @enum {string} */
            arc_stage: "setup" | "escalation" | "turn" | "climax" | "release";
            /** Format: date-time */
            at: string;
            brief: {
                callback: boolean;
                fact?: string | null;
                hashtag_hints: string[];
                motif: string;
                say: string;
                theme: string;
                title: string;
                valence: number;
            };
            content_id?: string | null;
            /** Format: date */
            date: string;
            depends_on: string[];
            format: string;
            hour_from_results: boolean;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "release" | "teaser" | "canvas" | "video" | "post" | "story";
            local_time: string;
            locked: boolean;
            platform: string;
            purpose: string;
            release?: number | null;
            /** @enum {string} */
            state: "planned" | "preparing" | "ready" | "published" | "skipped";
            zone: string;
        };
        Preflight: {
            ai: {
                apple_tags: string[];
                aspects: {
                    artwork?: ("none" | "partly" | "all") | null;
                    composition?: ("none" | "partly" | "all") | null;
                    instrumentation?: ("none" | "partly" | "all") | null;
                    lyrics?: ("none" | "partly" | "all") | null;
                    mix?: ("none" | "partly" | "all") | null;
                    video?: ("none" | "partly" | "all") | null;
                    vocals?: ("none" | "partly" | "all") | null;
                };
                categories: {
                    engines: string[];
                    name: string;
                    /** @enum {string} */
                    share: "none" | "partly" | "all";
                }[];
                /** @enum {string} */
                contains: "none" | "partly" | "all";
                decisions: {
                    aspect: string;
                    by: string;
                    /** @enum {string} */
                    counted: "none" | "partly" | "all";
                    file: string;
                    recorded?: ("none" | "partly" | "all") | null;
                    rule: string;
                    why: string;
                }[];
                sentences: string[];
                spotify_credits: {
                    category: string;
                    wording: string;
                }[];
                unrecorded: string[];
            };
            findings: {
                asset: string;
                fix: string;
                limit: string;
                live_only: boolean;
                measured: string;
                rule: string;
                /** @enum {string} */
                severity: "blocker" | "warning";
                source: string;
            }[];
            for_a_person: {
                asset: string;
                fix: string;
                limit: string;
                live_only: boolean;
                measured: string;
                rule: string;
                /** @enum {string} */
                severity: "blocker" | "warning";
                source: string;
            }[];
            has_blockers: boolean;
            has_draft_blockers: boolean;
            not_applicable: string[];
            passed: string[];
            stores: {
                reason: string;
                source: string;
                state: string;
                store: string;
                verified: string;
            }[];
            verdict: string;
        };
        ProviderList: {
            ports: {
                asks_all: boolean;
                makers: {
                    id: string;
                    is_configured: boolean;
                    is_embedded: boolean;
                    name: string;
                    needs: string;
                }[];
                name: string;
            }[];
        };
        ReleaseCodes: {
            codes: {
                code: {
                    source: string;
                    /** @enum {string} */
                    status: "none" | "reserved" | "assigned" | "external";
                    value: string;
                };
                /** @enum {string} */
                kind: "isrc" | "upc" | "grid" | "dpid";
                of: string;
                title: string;
            }[];
            dpid: string;
            id: string;
            missing: string[];
        };
        ReleaseFixes: {
            fixes: {
                after: string;
                before: string;
                field: string;
                rule: string;
            }[];
            id: string;
            preflight: {
                ai: {
                    apple_tags: string[];
                    aspects: {
                        artwork?: ("none" | "partly" | "all") | null;
                        composition?: ("none" | "partly" | "all") | null;
                        instrumentation?: ("none" | "partly" | "all") | null;
                        lyrics?: ("none" | "partly" | "all") | null;
                        mix?: ("none" | "partly" | "all") | null;
                        video?: ("none" | "partly" | "all") | null;
                        vocals?: ("none" | "partly" | "all") | null;
                    };
                    categories: {
                        engines: string[];
                        name: string;
                        /** @enum {string} */
                        share: "none" | "partly" | "all";
                    }[];
                    /** @enum {string} */
                    contains: "none" | "partly" | "all";
                    decisions: {
                        aspect: string;
                        by: string;
                        /** @enum {string} */
                        counted: "none" | "partly" | "all";
                        file: string;
                        recorded?: ("none" | "partly" | "all") | null;
                        rule: string;
                        why: string;
                    }[];
                    sentences: string[];
                    spotify_credits: {
                        category: string;
                        wording: string;
                    }[];
                    unrecorded: string[];
                };
                findings: {
                    asset: string;
                    fix: string;
                    limit: string;
                    live_only: boolean;
                    measured: string;
                    rule: string;
                    /** @enum {string} */
                    severity: "blocker" | "warning";
                    source: string;
                }[];
                for_a_person: {
                    asset: string;
                    fix: string;
                    limit: string;
                    live_only: boolean;
                    measured: string;
                    rule: string;
                    /** @enum {string} */
                    severity: "blocker" | "warning";
                    source: string;
                }[];
                has_blockers: boolean;
                has_draft_blockers: boolean;
                not_applicable: string[];
                passed: string[];
                stores: {
                    reason: string;
                    source: string;
                    state: string;
                    store: string;
                    verified: string;
                }[];
                verdict: string;
            };
        };
        ReleaseReport: {
            artist: string;
            conclusions: {
                /** Format: date */
                date: string;
                reason: string;
                version: number;
            }[];
            days_out: number;
            id: string;
            money: {
                currency: string;
                deductions: number;
                gross: number;
                key: string;
                name: string;
                net: number;
                quantity: number;
                rows: number;
            }[];
            /** Format: date */
            release_date: string;
            text: string;
            title: string;
            tracks: {
                comments: {
                    has_evidence: boolean;
                    high: number;
                    low: number;
                    negative: number;
                    neither: number;
                    not_read: number;
                    positive: number;
                    read_by: {
                        [key: string]: number;
                    };
                    share: number;
                };
                content_id: string;
                countries: {
                    name: string;
                    streams: number;
                }[];
                days_missing: number;
                /** Format: date */
                first_day: string;
                /** Format: date */
                last_day: string;
                platforms: {
                    name: string;
                    streams: number;
                }[];
                rows_left_out: number;
                standings: {
                    found: {
                        exposures: number;
                        first_day: number;
                        high: number;
                        last_day: number;
                        low: number;
                        measure: string;
                        others: number;
                        platform: string;
                        ratio: number;
                        usual: number;
                        value: number;
                    }[];
                    missing: string[];
                };
                streams: number;
                title: string;
            }[];
        };
        Removed: {
            bytes: number;
            contents: number;
            files: number;
            name: string;
            observations: number;
            plan_items: number;
            versions: number;
        };
        SessionPage: {
            items: {
                artist: string;
                best_score: number;
                cost_micros: number;
                /** Format: date-time */
                created: string;
                /** Format: date-time */
                expires: string;
                failure: string;
                /** Format: uuid */
                id: string;
                input: unknown;
                iterations: number;
                key: string;
                model: string;
                prompt_version: string;
                result: unknown;
                /** @enum {string} */
                state: "active" | "completed" | "failed" | "expired";
                task: string;
                /** Format: date-time */
                updated: string;
            }[];
            next?: string | null;
        };
        ShownWebhook: {
            /** Format: date-time */
            created: string;
            disabled_because: string;
            /** Format: uuid */
            id: string;
            is_enabled: boolean;
            types: string[];
            url: string;
        };
        SourceList: {
            sources: {
                /** Format: date-time */
                asked?: string | null;
                failures: number;
                keep_days?: number | null;
                name: string;
                /** Format: date-time */
                not_before?: string | null;
                outcome: string;
                /** Format: date-time */
                reported?: string | null;
                validator: string;
            }[];
        };
        Survey: {
            effects: {
                country: string;
                difference: number;
                habit: string;
                high: number;
                is_clear: boolean;
                low: number;
                median_others: number;
                median_successful: number;
                others: number;
                platform: string;
                success: string;
                successful: number;
            }[];
            leads: {
                at_once: number;
                correlation: number;
                country: string;
                follower: string;
                /** @enum {string} */
                kind: "genre" | "mood" | "tempo_band" | "visual_style" | "hashtag" | "artist" | "song";
                leader: string;
                series: number;
                weeks: number;
            }[];
            notes: string[];
            series: {
                bursts: {
                    /** Format: date */
                    first: string;
                    /** Format: date */
                    last: string;
                    strength: number;
                }[];
                changes: {
                    after: number;
                    /** Format: date */
                    at: string;
                    before: number;
                }[];
                country: string;
                disputed: number;
                emergence?: number | null;
                expected_growth?: number | null;
                /** Format: date */
                first: string;
                forecasts: {
                    ahead: number;
                    high: number;
                    low: number;
                    value: number;
                }[];
                /** @enum {string} */
                grain: "day" | "week";
                /** @enum {string} */
                kind: "genre" | "mood" | "tempo_band" | "visual_style" | "hashtag" | "artist" | "song";
                /** Format: date */
                last: string;
                latest: number;
                level: number;
                measure: string;
                missing: number;
                name: string;
                noise: number;
                platform: string;
                share?: number | null;
                sources: string[];
                weeks: number;
            }[];
        };
        TrendImport: {
            accepted: boolean;
            already_known: number;
            disagreements: {
                /** Format: date */
                date: string;
                line: number;
                other_source: string;
                other_value: number;
                series: string;
                source: string;
                value: number;
            }[];
            file: string;
            id: string;
            imported: number;
            not_reported: number;
            outdated: number;
            rejected: {
                field: string;
                line: number;
                reason: string;
            }[];
            repeated: number;
            replaced: number;
            rows: number;
        };
        TrialList: {
            knobs: {
                about: string;
                name: string;
                needs_model: boolean;
                task: string;
                values: string[];
            }[];
            trials: {
                arms: {
                    name: string;
                    share: number;
                    value: string;
                }[];
                cost_scale_micros: number;
                /** Format: date-time */
                created: string;
                error_rate: number;
                /** Format: uuid */
                id: string;
                knob: string;
                least_outcomes: number;
                /** @enum {string} */
                measure: "approved_unedited" | "review_rounds" | "cost" | "saves";
                most_outcomes: number;
                name: string;
                revision: number;
                /** @enum {string} */
                state: "running" | "promoted" | "stopped" | "undecided" | "rolled_back";
                steps: {
                    /** Format: date-time */
                    at: string;
                    by: string;
                    reason: string;
                    /** @enum {string} */
                    state: "running" | "promoted" | "stopped" | "undecided" | "rolled_back";
                    winner: string;
                }[];
                /** @enum {string} */
                unit: "content" | "artist";
                winner: string;
            }[];
        };
        TrialReport: {
            id: string;
            standings: {
                arm: string;
                difference: number;
                evidence_better: number;
                evidence_worse: number;
                high: number;
                low: number;
                mean: number;
                outcomes: number;
                share: number;
            }[];
            trial: {
                arms: {
                    name: string;
                    share: number;
                    value: string;
                }[];
                cost_scale_micros: number;
                /** Format: date-time */
                created: string;
                error_rate: number;
                /** Format: uuid */
                id: string;
                knob: string;
                least_outcomes: number;
                /** @enum {string} */
                measure: "approved_unedited" | "review_rounds" | "cost" | "saves";
                most_outcomes: number;
                name: string;
                revision: number;
                /** @enum {string} */
                state: "running" | "promoted" | "stopped" | "undecided" | "rolled_back";
                steps: {
                    /** Format: date-time */
                    at: string;
                    by: string;
                    reason: string;
                    /** @enum {string} */
                    state: "running" | "promoted" | "stopped" | "undecided" | "rolled_back";
                    winner: string;
                }[];
                /** @enum {string} */
                unit: "content" | "artist";
                winner: string;
            };
        };
        Versions: {
            id: string;
            versions: {
                /** Format: date-time */
                at: string;
                by: string;
                diff: {
                    after: unknown;
                    before: unknown;
                    path: string;
                }[];
                evidence: unknown;
                hash: string;
                /** @enum {string} */
                kind: "created" | "evolved" | "edited" | "undone" | "locked" | "recast" | "state_changed";
                number: number;
                previous_hash: string;
                reason: string;
            }[];
        };
        WebhookDelivery: {
            attempts: number;
            body: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            delivered?: string | null;
            /** Format: uuid */
            id: string;
            last_result: string;
            /** Format: date-time */
            next_attempt?: string | null;
            /** @enum {string} */
            state: "waiting" | "delivered" | "failed";
            type: string;
            /** Format: uuid */
            webhook: string;
        };
        WebhookDeliveryPage: {
            items: {
                attempts: number;
                body: string;
                /** Format: date-time */
                created: string;
                /** Format: date-time */
                delivered?: string | null;
                /** Format: uuid */
                id: string;
                last_result: string;
                /** Format: date-time */
                next_attempt?: string | null;
                /** @enum {string} */
                state: "waiting" | "delivered" | "failed";
                type: string;
                /** Format: uuid */
                webhook: string;
            }[];
            next?: string | null;
        };
        Webhooks: {
            webhooks: {
                /** Format: date-time */
                created: string;
                disabled_because: string;
                /** Format: uuid */
                id: string;
                is_enabled: boolean;
                types: string[];
                url: string;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "approval.list": {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                type?: ("track" | "lyrics" | "cover" | "kit" | "teaser" | "canvas" | "video" | "post" | "release") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelPage"];
                };
            };
        };
    };
    "artist.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                artist_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Artist"];
                };
            };
        };
    };
    "artist.remove": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                artist_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Removed"];
                };
            };
        };
    };
    "artist.edit": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                artist_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    changes: {
                        /** @default  */
                        field?: string;
                        value?: unknown;
                    }[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Artist"];
                };
            };
        };
    };
    "content.list": {
        parameters: {
            query?: {
                after?: string;
                item?: string;
                limit?: number;
                state?: ("planned" | "generating" | "in_review" | "approved" | "rejected" | "scheduled" | "published" | "measured" | "failed") | null;
                type?: ("track" | "lyrics" | "cover" | "kit" | "teaser" | "canvas" | "video" | "post" | "release") | null;
            };
            header?: never;
            path: {
                artist_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelPage"];
                };
            };
        };
    };
    "content.create": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                Prefer?: string;
            };
            path: {
                artist_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default 9:16 */
                    aspect?: string;
                    content_type?: string | null;
                    item?: string | null;
                    seconds?: number | null;
                    seed?: number | null;
                    /** @default 1 */
                    takes?: number;
                    /** @default  */
                    type?: string;
                    wishes?: {
                        [key: string]: string;
                    };
                };
            };
        };
        responses: {
            202: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Begun"];
                };
            };
        };
    };
    "artist.evolution": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                artist_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvolutionReport"];
                };
            };
        };
    };
    "artist.evolve": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                artist_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default false */
                    dry_run?: boolean;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evolution"];
                };
            };
        };
    };
    "artist.explain": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                artist_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreationReport"];
                };
            };
        };
    };
    "artist.history": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                artist_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Versions"];
                };
            };
        };
    };
    "observation.list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                artist_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            artist: string;
                            artist_id: string;
                            cleared_by: string;
                            cleared_why: string;
                            content_id: string;
                            /** Format: date */
                            date: string;
                            factors: unknown;
                            file_name: string;
                            file_sha256: string;
                            flags: string[];
                            key: string;
                            line: number;
                            listeners?: number | null;
                            /** @enum {string} */
                            measure: "royalty" | "analytics";
                            platform: string;
                            saves?: number | null;
                            shares?: number | null;
                            skips?: number | null;
                            streams: number;
                            territory: string;
                            track: string;
                        }[];
                    };
                };
            };
        };
    };
    "plan.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                artist_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
        };
    };
    "plan.create": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                Prefer?: string;
            };
            path: {
                artist_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    days?: number | null;
                    duration?: number | null;
                    releases?: number | null;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Begun"];
                };
            };
        };
    };
    "release.create": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                Prefer?: string;
            };
            path: {
                artist_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    cover?: string | null;
                    seed?: number | null;
                    /** @default  */
                    title?: string;
                    tracks?: string[] | null;
                    type?: ("single" | "ep" | "album" | "video_single") | null;
                    video?: string | null;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Begun"];
                };
            };
        };
    };
    "artist.state": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                artist_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    state: "candidate" | "active" | "evolving" | "paused" | "retired";
                };
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Artist"];
                };
            };
        };
    };
    "artist.undo": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                artist_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    to?: number | null;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Artist"];
                };
            };
        };
    };
    "calendar.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Links"];
                };
            };
        };
    };
    "calendar.create": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default  */
                    artist_id?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeLink"];
                };
            };
        };
    };
    "calendar.revoke": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                link_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarLink"];
                };
            };
        };
    };
    "content.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                content_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Content"];
                };
            };
        };
    };
    "content.edit": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                content_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    changes: {
                        /** @default  */
                        field?: string;
                        value?: unknown;
                    }[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Content"];
                };
            };
        };
    };
    "content.approve": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                content_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default  */
                    comment?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Content"];
                };
            };
        };
    };
    "content.choose": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                content_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Content"];
                };
            };
        };
    };
    "comment.list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                content_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comments"];
                };
            };
        };
    };
    "comment.create": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                content_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    seconds?: number | null;
                    section?: number | null;
                    text: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
        };
    };
    "content.reject": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                content_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Content"];
                };
            };
        };
    };
    "content.take_back": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                content_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Content"];
                };
            };
        };
    };
    "costs.show": {
        parameters: {
            query?: {
                from?: string | null;
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Costs"];
                };
            };
        };
    };
    "debut.create": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 90 */
                    days?: number;
                    /** @default false */
                    is_new?: boolean;
                    prompt: string;
                    seed?: number | null;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Begun"];
                };
            };
        };
    };
    "job.list": {
        parameters: {
            query?: {
                after?: string;
                group?: string;
                kind?: string;
                limit?: number;
                state?: ("waiting" | "ready" | "running" | "done" | "failed" | "cancelled") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
        };
    };
    "job.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
        };
    };
    "job.cancel": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
        };
    };
    "job.retry": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
        };
    };
    "key.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Keys"];
                };
            };
        };
    };
    "key.create": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    expires?: string | null;
                    name: string;
                    /** @default 600 */
                    per_minute?: number;
                    /** @enum {string} */
                    role: "viewer" | "editor" | "approver" | "admin";
                };
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Issued"];
                };
            };
        };
    };
    "key.revoke": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
        };
    };
    "machine.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Machine"];
                };
            };
        };
    };
    "access.me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    "observation.clear": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                observation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Observation"];
                };
            };
        };
    };
    "plan.days": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Days"];
                };
            };
        };
    };
    "plan.lock": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanItem"];
                };
            };
        };
    };
    "plan.move": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date */
                    date: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanItem"];
                };
            };
        };
    };
    "plan.unlock": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanItem"];
                };
            };
        };
    };
    "post.list": {
        parameters: {
            query?: {
                after?: string;
                artist_id?: string;
                limit?: number;
                state?: ("planned" | "due" | "sending" | "sent" | "doubtful" | "failed" | "cancelled") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutboxRecordPage"];
                };
            };
        };
    };
    "provider.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderList"];
                };
            };
        };
    };
    "release.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                release_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Content"];
                };
            };
        };
    };
    "release.edit": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                Prefer?: string;
            };
            path: {
                release_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    changes: {
                        /** @default  */
                        field?: string;
                        value?: unknown;
                    }[];
                };
            };
        };
        responses: {
            202: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Begun"];
                };
            };
        };
    };
    "release.approve": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                release_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default  */
                    reason?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Content"];
                };
            };
        };
    };
    "release.check": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                release_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preflight"];
                };
            };
        };
    };
    "release.codes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                release_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleaseCodes"];
                };
            };
        };
    };
    "release.codes.set": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                release_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                    /** @default  */
                    kind?: string;
                    /** @default 0 */
                    track?: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleaseCodes"];
                };
            };
        };
    };
    "release.deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                release_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deliveries"];
                };
            };
        };
    };
    "release.deliver": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                Prefer?: string;
            };
            path: {
                release_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default false */
                    again?: boolean;
                    store: string;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Begun"];
                };
            };
        };
    };
    "release.fix": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                release_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleaseFixes"];
                };
            };
        };
    };
    "release.reject": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                release_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Content"];
                };
            };
        };
    };
    "report.release": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                release_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleaseReport"];
                };
            };
        };
    };
    "report.import": {
        parameters: {
            query?: {
                accept_good_rows?: boolean;
                file_name?: string;
                format?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
        };
    };
    "report.comments": {
        parameters: {
            query?: {
                accept_good_rows?: boolean;
                file_name?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentImport"];
                };
            };
        };
    };
    "report.inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inbox"];
                };
            };
        };
    };
    "report.assign": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    content_id: string;
                    item: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assigned"];
                };
            };
        };
    };
    "report.money": {
        parameters: {
            query?: {
                artist_id?: string;
                by?: "artist" | "release" | "store" | "month";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyLines"];
                };
            };
        };
    };
    "roster.list": {
        parameters: {
            query?: {
                after?: string;
                artist_id?: string;
                limit?: number;
                state?: ("candidate" | "active" | "evolving" | "paused" | "retired") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GlancePage"];
                };
            };
        };
    };
    "session.list": {
        parameters: {
            query?: {
                after?: string;
                artist_id?: string;
                limit?: number;
                state?: ("active" | "completed" | "failed" | "expired") | null;
                task?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPage"];
                };
            };
        };
    };
    "trends.show": {
        parameters: {
            query?: {
                country?: string;
                kind?: ("genre" | "mood" | "tempo_band" | "visual_style" | "hashtag" | "artist" | "song") | null;
                name?: string;
                platform?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Survey"];
                };
            };
        };
    };
    "trends.import": {
        parameters: {
            query?: {
                accept_good_rows?: boolean;
                file_name?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrendImport"];
                };
            };
        };
    };
    "trends.opportunities": {
        parameters: {
            query?: {
                artist_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpportunityList"];
                };
            };
        };
    };
    "trends.sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceList"];
                };
            };
        };
    };
    "trial.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialList"];
                };
            };
        };
    };
    "trial.start": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 1000000 */
                    cost_scale_micros?: number;
                    /** @default 0.05 */
                    error_rate?: number;
                    knob: string;
                    /** @default 30 */
                    least_outcomes?: number;
                    /**
                     * @default approved_unedited
                     * @enum {string}
                     */
                    measure?: "approved_unedited" | "review_rounds" | "cost" | "saves";
                    /** @default 2000 */
                    most_outcomes?: number;
                    /** @default  */
                    name?: string;
                    shares?: number[];
                    /**
                     * @default content
                     * @enum {string}
                     */
                    unit?: "content" | "artist";
                    values: string[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialReport"];
                };
            };
        };
    };
    "trial.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trial_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialReport"];
                };
            };
        };
    };
    "webhook.replay": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
        };
    };
    "webhook.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhooks"];
                };
            };
        };
    };
    "webhook.create": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    types?: string[];
                    url: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeWebhook"];
                };
            };
        };
    };
    "webhook.remove": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownWebhook"];
                };
            };
        };
    };
    "webhook.deliveries": {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                state?: ("waiting" | "delivered" | "failed") | null;
            };
            header?: never;
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryPage"];
                };
            };
        };
    };
    "webhook.enable": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownWebhook"];
                };
            };
        };
    };
}
