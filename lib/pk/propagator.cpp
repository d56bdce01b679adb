// SPDX-License-Identifier: Apache-2.0
// One exact step in time: what every amount becomes after some hours without a dose.
#include "lib/pk/propagator.hpp"

#include <Eigen/Core>
#include <unsupported/Eigen/MatrixFunctions>

namespace euthymia::pk {

Propagator::Propagator(const Rates& rates, std::size_t states, Hours step) {
    using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor, max_states, max_states>;
    const auto size = static_cast<Eigen::Index>(states);
    Matrix exponent = Matrix::Zero(size, size);
    for (Eigen::Index to = 0; to < size; ++to) {
        for (Eigen::Index from = 0; from < size; ++from) {
            exponent(to, from) =
                rates[static_cast<std::size_t>(to) * max_states + static_cast<std::size_t>(from)] * step.count();
        }
    }
    const Matrix exact = exponent.exp();
    for (Eigen::Index from = 0; from < size; ++from) {
        for (Eigen::Index to = 0; to < size; ++to) {
            by_column_[static_cast<std::size_t>(from) * max_states + static_cast<std::size_t>(to)] = exact(to, from);
        }
    }
}

}  // namespace euthymia::pk
