// SPDX-License-Identifier: Apache-2.0
// By what name the content of an edition, or of a finding, is known.
#include "lib/knowledge/content_hash.hpp"

#include <algorithm>
#include <vector>

#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/string_generator.hpp>
#include <boost/uuid/uuid_io.hpp>

namespace euthymia::knowledge {

namespace {

// The namespace of Euthymia's names, a random UUID drawn once.
boost::uuids::uuid own_namespace() { return boost::uuids::string_generator{}("5f0c1d52-9a6e-4f2b-8d0e-3b1f5c7a2e64"); }

}  // namespace

std::string content_id(std::string_view text) {
    const boost::uuids::name_generator_sha1 generator{own_namespace()};
    return boost::uuids::to_string(generator(text.data(), text.size()));
}

std::string content_hash(std::span<const File> files) {
    std::vector<const File*> sorted;
    for (const File& file : files) sorted.push_back(&file);
    std::sort(sorted.begin(), sorted.end(), [](const File* a, const File* b) { return a->path < b->path; });
    std::string names;
    for (const File* file : sorted) names += file->path + " " + content_id(file->text) + "\n";
    return content_id(names);
}

}  // namespace euthymia::knowledge
