// /api/uploads and /api/imports. Permission of all: imports.manage.
#pragma once
#include "channel/file/imports.h"
#include "channel/file/uploads.h"
#include "http/router.h"

namespace channel::file {

// `uploads` and `imports` must outlive the router.
void add_routes(http::Router& router, Uploads& uploads, Imports& imports);

}  // namespace channel::file
