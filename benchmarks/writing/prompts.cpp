#include "measures.hpp"

namespace troupe::benchmark {

std::vector<std::string> const& prompts() {
    static std::vector<std::string> const list{
        "A mysterious electronic music producer with dark, atmospheric soundscapes and minimal public presence",
        "A cheerful bedroom pop singer about trains and her grandmother",
        "aggressive phonk from Memphis",
        "a loud silent extroverted recluse",
        "hip hop storyteller about rent and family",
        "lo-fi beats for studying in rainy Taipei",
        "A loud, extroverted festival DJ who loves crowds",
        "instrumental neoclassical pianist, intimate and sad",
        "deep house for late kitchens, warm and smooth",
        "a shoegaze band from Iceland",
        "dub techno 118 bpm, foggy and anonymous",
        "UK garage singer, warm and playful",
        "post-punk duo, angry about money",
        "synthwave nostalgia, night driving",
        "witch house, haunted and anonymous",
        "liquid drum and bass with a soulful female voice",
        "R&B about love and insomnia",
        "indie folk troubadour from Ireland",
        "robotic art pop, glitchy and futuristic",
        "something nice",
        "an angry feminist punk trio, fast, loud, raw",
        "sombre solo cellist, sparse, haunted by the sea; never gives interviews",
        "Upbeat latin pop for summer parties, a flirty female singer from Medellín",
        "a soft-spoken rapper who writes about his late father and the night bus",
        "icy futuristic club music by an anonymous collective",
        "old-school boom bap from Brooklyn",
        "wistful indie folk, autumn leaves, loneliness, whisky",
        "a reclusive ambient composer living in a lighthouse",
        "gritty drill rapper from south London, menacing but vulnerable",
        "not happy, not fast: calm piano for winter",
        "hyperpop, chaotic, neon, loud, very online",
        "a gregarious jovial disco band, immaculate suits, boisterous nights",
        "Eine geheimnisvolle Technoproduzentin aus Leipzig, dunkel, hypnotisch, kaum öffentliche Auftritte",
        "Ein fröhliches Duo mit Akustikgitarre, Lieder über Sommer und Freundschaft",
        "un rappeur énervé de Marseille qui parle de la rue et de sa mère",
        "une musicienne électronique anonyme, froide et brumeuse, sans voix",
        "un grupo de punk de Bilbao, rápido y furioso, sobre el trabajo y el alquiler",
        "cantautora íntima con guitarra y voz suave, sobre su abuela y el mar",
        "um produtor de house de Recife, quente, dançante e alegre",
        "cantautore malinconico di Trieste, canzoni sul porto e sul vento"};
    return list;
}

}  // namespace troupe::benchmark
