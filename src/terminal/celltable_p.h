// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QList>

#include <optional>
#include <vector>

namespace Spawnscope {

/// Numbers for what is too long to stand in a cell. Numbers begin at 1.
///
/// It holds no more than its limit; whoever finds it full tells which numbers are still in use.
template <typename Value>
class CellTable final
{
public:
    bool isFullFor(const Value &value) const
    {
        return m_free.empty() && m_values.size() >= m_limit && !m_numbers.contains(value);
    }
    void setLimit(size_t limit) { m_limit = limit; }

    /// Nothing when the table is full.
    std::optional<quint32> numberOf(const Value &value)
    {
        if (const auto known = m_numbers.constFind(value); known != m_numbers.constEnd())
            return *known;
        if (isFullFor(value))
            return {};
        if (m_free.empty()) {
            m_values.push_back({});
            m_free.push_back(static_cast<quint32>(m_values.size()));
        }
        const quint32 number = m_free.back();
        m_free.pop_back();
        m_values[number - 1] = value;
        m_numbers.insert(value, number);
        return number;
    }

    const Value &at(quint32 number) const { return m_values[number - 1]; }
    size_t numbersInAll() const { return m_values.size(); }

    /// Forgets all others. @p isUsed has an entry for each number, the one of 1 first.
    void keepOnly(const std::vector<bool> &isUsed)
    {
        m_free.clear();
        for (size_t i = 0; i < m_values.size(); ++i) {
            if (isUsed[i])
                continue;
            m_numbers.remove(m_values[i]);
            m_values[i] = Value();
            m_free.push_back(static_cast<quint32>(i + 1));
        }
    }

private:
    std::vector<Value> m_values;
    std::vector<quint32> m_free;
    QHash<Value, quint32> m_numbers;
    size_t m_limit = 1024;
};

/// What the cells of a terminal refer to by number.
struct CellTables
{
    /// The numbers of clusters begin behind the last code point.
    static constexpr char32_t FirstCluster = 0x110000;

    CellTable<QString> clusters; ///< a character with what combines with it
    CellTable<QByteArray> links; ///< the parameters of OSC 8, a semicolon, and the address
};

} // namespace Spawnscope
