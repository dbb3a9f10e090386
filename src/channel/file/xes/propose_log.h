// The map of an XES log: each trace is a case, and a customer of its own until a map says who stands behind it; each event is
// an interaction. All attributes come in: those of events as properties, those of traces as traits.
//
//   concept:name -> name     org:resource -> who did it (an agent)      trace's concept:name -> customer and conversation
//   time:timestamp -> at     everything else -> properties, traits      case, place within it and the log's mark -> key
//
// Logs are told apart by their mark (xes_reader.h), not by what their files are called alone. What our own export says of an
// interaction comes back as it was: its map names every attribute that the export may write, met at the beginning or not.
#pragma once
#include "channel/file/preview.h"

namespace channel::file::xes {

Mapping propose_log(const Sample& sample);

}  // namespace channel::file::xes
