// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <array>

namespace Spawnscope {

/// Finds a text among bytes, many bytes at a step: it looks for the two bytes of the text that are
/// rarest in logs and compares the rest only where both stand.
class LiteralFinder final
{
public:
    /// @p text is not empty; without case it is ASCII and so is what it finds.
    LiteralFinder(const QByteArray &text, Qt::CaseSensitivity sensitivity);

    qsizetype size() const { return m_text.size(); }
    const QByteArray &text() const { return m_text; }
    /// The first place in [begin, end) where the text stands, or null.
    const char *find(const char *begin, const char *end) const;

    /// How common @p text is likely to be: that of its rarest byte, 0 (hardly ever) to 255.
    static int commonness(QByteArrayView text);

private:
    bool isAt(const char *place) const;
    // 1, 16 or 32 places at a time; the text has room between begin and end.
    const char *findByBytes(const char *begin, const char *end) const;
    const char *findIn16(const char *begin, const char *end) const;
    const char *findIn32(const char *begin, const char *end) const;
    const char *firstOf(const char *at, quint64 bits) const;
    quint64 fitsIn64(const char **begin, const char *last) const;

    QByteArray m_text; // in lower case when case does not count
    Qt::CaseSensitivity m_sensitivity;
    std::array<qsizetype, 2> m_rare{}; // where its rarest bytes stand, ascending
    std::array<char, 2> m_byte{};
    std::array<char, 2> m_caseBit{}; // 0x20 where both cases of a letter will do
};

} // namespace Spawnscope
