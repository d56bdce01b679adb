// SPDX-License-Identifier: Apache-2.0
// Values as bytes and back, for what one program writes and the same program's library reads: members in the order of
// their declaration, numbers as the machine keeps them. No format for exchange.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include <boost/container/flat_map.hpp>
#include <boost/pfr/core.hpp>
#include <boost/pfr/tuple_size.hpp>

namespace euthymia::core {

/// Does it point at something, itself or in a member?
template <class T>
constexpr bool points() {
    if constexpr (std::is_pointer_v<T> || std::is_same_v<T, std::string_view>) {
        return true;
    } else if constexpr (requires { std::tuple_size<T>::value; }) {  // an array
        return points<typename T::value_type>();
    } else if constexpr (std::is_class_v<T> && std::is_aggregate_v<T>) {
        return []<std::size_t... index>(std::index_sequence<index...>) {
            return (points<boost::pfr::tuple_element_t<index, T>>() || ...);
        }
        (std::make_index_sequence<boost::pfr::tuple_size_v<T>>{});
    } else {
        return false;
    }
}

template <class T>
constexpr bool is_plain() {
    if constexpr (std::has_unique_object_representations_v<T> && std::is_trivially_copyable_v<T> &&
                  !std::is_empty_v<T>) {
        return !points<T>();
    } else {
        return false;
    }
}

/// Copied as it lies in memory: no pointers and no padding, so that equal values give equal bytes.
template <class T>
concept Plain = is_plain<T>();

/// Lists its own members: `static void pass(auto& self, auto& archive) { archive(self.a_, self.b_); }`.
template <class T, class Archive>
concept Passes = requires(T& value, Archive& archive) {
    std::remove_const_t<T>::pass(value, archive);
};

/// One thing after the other, however they are kept: vectors with room inside themselves or not.
template <class T>
concept Sequence = requires(T& values) {
    typename T::value_type;
    values.resize(1);
    values.data();
};

class ArchiveWriter {
public:
    template <class... T>
    void operator()(const T&... values) {
        (put(values), ...);
    }
    [[nodiscard]] std::string take() { return std::move(bytes_); }

private:
    void put_size(std::size_t size) { put(static_cast<std::uint32_t>(size)); }

    template <class T>
    void put(const T& value) {
        if constexpr (Passes<const T, ArchiveWriter>) {
            T::pass(value, *this);
        } else if constexpr (Plain<T>) {
            bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
        } else if constexpr (Sequence<T>) {
            put_all(value);
        } else {
            boost::pfr::for_each_field(value, [this](const auto& field) { this->put(field); });
        }
    }
    void put(std::string_view text) {
        put_size(text.size());
        bytes_ += text;
    }
    void put(const std::string& text) { put(std::string_view{text}); }
    template <class Values>
    void put_all(const Values& values) {
        using T = typename Values::value_type;
        put_size(values.size());
        if constexpr (Plain<T>) {
            bytes_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
        } else {
            for (const T& value : values) put(value);
        }
    }
    template <class T>
    void put(const std::optional<T>& value) {
        put(value.has_value());
        if (value) put(*value);
    }
    template <class A, class B>
    void put(const std::pair<A, B>& pair) {
        put(pair.first);
        put(pair.second);
    }
    template <class K, class V, class C>
    void put(const std::map<K, V, C>& map) {
        put_size(map.size());
        for (const auto& entry : map) put(entry);
    }
    template <class K, class V, class... More>
    void put(const boost::container::flat_map<K, V, More...>& map) {
        put_size(map.size());
        for (const auto& entry : map) put(entry);
    }
    template <class K, class V>
    void put(const std::unordered_map<K, V>& map) {
        put(std::map<K, V>{map.begin(), map.end()});
    }

    std::string bytes_;
};

/// Reads what `ArchiveWriter` wrote. Bytes that end too soon make `whole` false and what is left empty; other damage is
/// the caller's to exclude.
class ArchiveReader {
public:
    explicit ArchiveReader(std::span<const std::byte> bytes) : at_{bytes.data()}, left_{bytes.size()} {}

    template <class... T>
    void operator()(T&... values) {
        (get(values), ...);
    }
    /// Was everything there, and nothing more?
    [[nodiscard]] bool whole() const noexcept { return !short_ && left_ == 0; }

private:
    void copy(void* to, std::size_t size) {
        if (size > left_) {
            short_ = true;
            left_ = 0;
            return;
        }
        if (size > 0) std::memcpy(to, at_, size);
        at_ += size;
        left_ -= size;
    }
    // Of so many things that have at least a byte each.
    std::size_t get_size() {
        std::uint32_t size = 0;
        get(size);
        if (size <= left_) return size;
        short_ = true;
        left_ = 0;
        return 0;
    }

    template <class T>
    void get(T& value) {
        if constexpr (Passes<T, ArchiveReader>) {
            T::pass(value, *this);
        } else if constexpr (Plain<T>) {
            copy(&value, sizeof value);
        } else if constexpr (Sequence<T>) {
            get_all(value);
        } else {
            boost::pfr::for_each_field(value, [this](auto& field) { this->get(field); });
        }
    }
    // A part of the bytes that are read, which must outlive it.
    void get(std::string_view& text) {
        const std::size_t size = get_size();
        text = {reinterpret_cast<const char*>(at_), size};
        at_ += size;
        left_ -= size;
    }
    void get(std::string& text) {
        std::string_view read;
        get(read);
        text = std::string{read};
    }
    template <class Values>
    void get_all(Values& values) {
        using T = typename Values::value_type;
        values.resize(get_size());
        if constexpr (Plain<T>) {
            copy(values.data(), values.size() * sizeof(T));
        } else {
            for (T& value : values) get(value);
        }
    }
    template <class T>
    void get(std::optional<T>& value) {
        bool has_value = false;
        get(has_value);
        if (has_value) get(value.emplace());
    }
    template <class A, class B>
    void get(std::pair<A, B>& pair) {
        get(pair.first);
        get(pair.second);
    }
    template <class K, class V, class C>
    void get(std::map<K, V, C>& map) {
        for (std::size_t i = get_size(); i > 0; --i) {
            std::pair<K, V> entry;
            get(entry);
            map.insert(map.end(), std::move(entry));
        }
    }
    template <class K, class V, class... More>
    void get(boost::container::flat_map<K, V, More...>& map) {
        const std::size_t size = get_size();
        map.reserve(size);
        for (std::size_t i = 0; i < size; ++i) {
            std::pair<K, V> entry;
            get(entry);
            map.insert(map.end(), std::move(entry));
        }
    }
    template <class K, class V>
    void get(std::unordered_map<K, V>& map) {
        const std::size_t size = get_size();
        map.reserve(size);
        for (std::size_t i = 0; i < size; ++i) {
            std::pair<K, V> entry;
            get(entry);
            map.insert(std::move(entry));
        }
    }

    const std::byte* at_;
    std::size_t left_;
    bool short_ = false;
};

}  // namespace euthymia::core
