// The map of an XES log: each trace is a case, and a customer of its own until a map says who stands behind it; each event is
// an interaction. All attributes come in: those of events as properties, those of traces as traits.
//
//   concept:name -> name     org:resource -> who did it (an agent)      trace's concept:name -> customer and conversation
//   time:timestamp -> at     everything else -> properties, traits      case and place within it -> key
#pragma once
#include "channel/file/preview.h"

namespace channel::file::xes {

Mapping propose_log(const Sample& sample);

}  // namespace channel::file::xes
