#include "channel/file/routes.h"

#include <fstream>

#include "channel/file/preview.h"

namespace channel::file {
namespace {

constexpr auto permission = "imports.manage";

std::vector<Source> sources_of(const Uploads& uploads, const ImportRequest& request) {
  std::vector<Source> sources;
  if (request.upload) sources.push_back(uploads.source(*request.upload));
  if (request.uploads)
    for (const auto& id : *request.uploads) sources.push_back(uploads.source(id));
  if (sources.empty()) throw base::invalid("The import names no file.", "Set upload to an id that POST /api/uploads gave, or uploads to several.", "upload");
  return sources;
}

// The same complaint, with the place in the request instead of in the mapping.
template <class F>
auto in_mapping(F work) {
  try {
    return work();
  } catch (const base::Error& error) {
    bool of_mapping = !error.field.empty() && error.field != "upload" && !error.field.starts_with("mapping");
    throw base::Error(error.code, error.what(), error.hint, of_mapping ? "mapping." + error.field : error.field);
  }
}

struct UploadQuery {
  std::optional<std::string> name;
};
BOOST_DESCRIBE_STRUCT(UploadQuery, (), (name))

http::Response keep(Uploads& uploads, const http::Request& request) {
  if (request.body_file.empty()) throw base::invalid("There is no file in the request.", "Send the file's bytes as the body.");
  auto name = http::read_query<UploadQuery>(request).name.value_or("file");
  return http::Response::json(201, base::to_json(uploads.keep(request.body_file, name, request.caller.name)));
}

http::Response rejected(const Imports& imports, const http::Request& request) {
  auto path = imports.rejected(request.parameter("id"));
  auto response = http::Response{}
                      .with("Content-Type", "text/csv; charset=utf-8")
                      .with("Content-Disposition", "attachment; filename=\"import-" + request.parameter("id") + "-rejected.csv\"");
  auto file = std::make_shared<std::ifstream>(path, std::ios::binary);
  if (!*file) {
    response.body = "file,row,column,reason,hint,raw\r\n";
    return response;
  }
  response.stream = [file](std::string& piece) {
    piece.resize(256u << 10);
    file->read(piece.data(), static_cast<std::streamsize>(piece.size()));
    piece.resize(static_cast<std::size_t>(file->gcount()));
  };
  return response;
}

}  // namespace

void add_routes(http::Router& router, Uploads& uploads, Imports& imports) {
  http::Route upload{.method = http::Method::POST, .name = {"/api/uploads", permission, "Send a file to be imported; its bytes are the body", 201}, .body = http::BodyKind::file};
  upload.handler = [&uploads](const http::Request& request) { return keep(uploads, request); };
  upload.query_schema = [](base::Schemas& schemas) { return http::query_parameters<UploadQuery>(schemas); };
  upload.answer_schema = [](base::Schemas& schemas) { return schemas.of<Upload>(); };
  router.raw(std::move(upload));

  router.get<http::NoQuery, FilePreview>({"/api/uploads/{id}/preview", permission, "Columns, first rows and a proposed mapping of a file"},
                                         [&uploads](const http::Request& request, const http::NoQuery&) { return preview_file(uploads.source(request.parameter("id"))); });
  router.post<ImportRequest, MappingPreview>({"/api/imports/preview", permission, "What a mapping makes of the first rows"}, [&uploads](const http::Request&, const ImportRequest& asked) {
    return in_mapping([&] {
      validate(asked.mapping);
      return preview_mapping(asked.mapping, sources_of(uploads, asked));
    });
  });
  router.post<ImportRequest, ImportStarted>({"/api/imports", permission, "Import uploaded files", 202}, [&uploads, &imports](const http::Request& request, const ImportRequest& asked) {
    return in_mapping([&] {
      validate(asked.mapping);
      return ImportStarted{imports.queue(asked.name.value_or(""), sources_of(uploads, asked), asked.mapping, request.caller.name).id};
    });
  });
  router.get<ImportsQuery, http::Page<Import>>({"/api/imports", permission, "Imports, newest first"}, [&imports](const http::Request&, const ImportsQuery& query) { return imports.list(query); });
  router.get<http::NoQuery, Import>({"/api/imports/{id}", permission, "One import and how far it is"},
                                    [&imports](const http::Request& request, const http::NoQuery&) { return imports.one(request.parameter("id")); });
  router.remove<http::NoQuery, Import>({"/api/imports/{id}", permission, "Undo an import as a whole", 202},
                                       [&imports](const http::Request& request, const http::NoQuery&) { return imports.undo(request.parameter("id")); });

  http::Route download{.method = http::Method::GET, .name = {"/api/imports/{id}/rejected", permission, "The rejected rows and why, as CSV"}, .answer_type = "text/csv"};
  download.handler = [&imports](const http::Request& request) { return rejected(imports, request); };
  router.raw(std::move(download));
}

}  // namespace channel::file
