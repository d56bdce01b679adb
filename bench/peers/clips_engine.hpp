// SPDX-License-Identifier: Apache-2.0
// CLIPS: candidates are facts that stay, a patient is a fact that is asserted, matched and retracted.
#pragma once

#include <string>
#include <vector>

#include "bench/workload.hpp"

namespace euthymia::bench {

/// Two values; every rule's pattern handles unknown itself.
class Clips {
public:
    explicit Clips(const Workload& workload);
    ~Clips();
    Clips(const Clips&) = delete;
    Clips& operator=(const Clips&) = delete;

    [[nodiscard]] static std::string version();
    void ask(std::size_t patient);
    /// How many (rule, candidate) instances called back, each with both numbers.
    [[nodiscard]] std::uint32_t fired() const noexcept;

private:
    struct Field {
        unsigned short type = 0;
        void* value = nullptr;
    };

    void build(const std::string& text);
    [[nodiscard]] Field field(const Variable& variable, Cell cell);
    [[nodiscard]] void* assert_row(void* deftemplate, const Field* fields, std::size_t count);
    void add_candidates(const Workload& workload);
    void add_patients(const Workload& workload);

    void* environment_;
    void* patient_template_ = nullptr;
    std::vector<Field> patients_;  // 60 per patient, installed once
};

}  // namespace euthymia::bench
