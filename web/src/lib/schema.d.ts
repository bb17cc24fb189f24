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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
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
        Me: {
            has_key: boolean;
            name: string;
            /** @enum {string} */
            role: "viewer" | "editor" | "approver" | "admin";
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
}
