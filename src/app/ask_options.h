// The settings of questions, from their words.
#pragma once
#include "app/commands.h"
#include "app/company.h"
#include "journey/dimensions.h"

namespace app {

// The declared dimensions. Throws Error(invalid).
inline std::vector<journey::Dimension> dimensions_of(const CommonOptions& common) {
  std::vector<journey::Dimension> dimensions;
  for (const auto& text : common.dimensions) dimensions.push_back(journey::read_dimension(text));
  return dimensions;
}

// How a command that asks questions opens the company: with the journey index beside the record.
inline CompanyOptions asking_company_of(const CommonOptions& common) {
  auto options = company_of(common);
  options.journeys = true;
  options.dimensions = dimensions_of(common);
  return options;
}

}  // namespace app
