// SPDX-License-Identifier: MIT
#include "record/regexcode.h"

#include "base/threadvalue.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <array>

namespace Spawnscope {

namespace {

constexpr quint32 MatchLimit = 200'000;
constexpr quint32 DepthLimit = 20'000;
constexpr quint32 HeapLimitKibibytes = 64 * 1024;
constexpr size_t FirstStackBytes = 32 * 1024;
constexpr size_t LastStackBytes = 1024 * 1024;

/// What PCRE2 needs while it searches; one for each thread.
class Workspace final
{
public:
    Workspace()
        : m_data(pcre2_match_data_create(1, nullptr))
        , m_context(pcre2_match_context_create(nullptr))
        , m_stack(pcre2_jit_stack_create(FirstStackBytes, LastStackBytes, nullptr))
    {
        pcre2_set_match_limit(m_context, MatchLimit);
        pcre2_set_depth_limit(m_context, DepthLimit);
        pcre2_set_heap_limit(m_context, HeapLimitKibibytes);
        pcre2_jit_stack_assign(m_context, nullptr, m_stack);
    }
    ~Workspace()
    {
        pcre2_jit_stack_free(m_stack);
        pcre2_match_context_free(m_context);
        pcre2_match_data_free(m_data);
    }
    Q_DISABLE_COPY_MOVE(Workspace)

    pcre2_match_data *data() const { return m_data; }
    pcre2_match_context *context() const { return m_context; }

private:
    pcre2_match_data *m_data;
    pcre2_match_context *m_context;
    pcre2_jit_stack *m_stack;
};

quint32 compileFlags(RegexCode::Options options)
{
    using Option = RegexCode::Option;
    quint32 flags = 0;
    if (!options.testFlag(Option::CaseSensitive))
        flags |= PCRE2_CASELESS;
    // \C could match a part of a character. A pattern must not ask for what we leave out.
    const bool isLiteral = options.testFlag(Option::Literal);
    if (!isLiteral)
        flags |= PCRE2_NEVER_BACKSLASH_C;
    if (options.testFlag(Option::AsciiOnly))
        flags |= isLiteral ? 0 : PCRE2_NEVER_UTF | PCRE2_NEVER_UCP;
    else
        flags |= isLiteral ? PCRE2_UTF : PCRE2_UTF | PCRE2_UCP;
    if (options.testFlag(Option::Anchored))
        flags |= PCRE2_ANCHORED;
    if (isLiteral)
        flags |= PCRE2_LITERAL;
    else if (options.testFlag(Option::ManyRows))
        flags |= PCRE2_MULTILINE;
    return flags;
}

} // namespace

void RegexCode::Free::operator()(pcre2_real_code_8 *code) const
{
    pcre2_code_free(code);
}

Result<RegexCode, RegexCode::Error> RegexCode::compile(QByteArrayView pattern, Options options)
{
    const std::unique_ptr<pcre2_compile_context, decltype(&pcre2_compile_context_free)> context(
        pcre2_compile_context_create(nullptr), pcre2_compile_context_free);
    pcre2_set_newline(context.get(),
                      options.testFlag(Option::ManyRows) ? PCRE2_NEWLINE_ANYCRLF
                                                         : PCRE2_NEWLINE_LF);
    int code = 0;
    size_t offset = 0;
    RegexCode result;
    result.m_code.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()),
                                      static_cast<size_t>(pattern.size()), compileFlags(options),
                                      &code, &offset, context.get()));
    if (!result.m_code) {
        std::array<PCRE2_UCHAR, 256> message{};
        pcre2_get_error_message(code, message.data(), message.size());
        return unexpected(Error{QString::fromUtf8(reinterpret_cast<const char *>(message.data())),
                                static_cast<qsizetype>(offset)});
    }
    result.m_isJit = pcre2_jit_compile(result.m_code.get(), PCRE2_JIT_COMPLETE) == 0;
    return result;
}

RegexCode::Found RegexCode::find(QByteArrayView text, qsizetype from) const
{
    const auto *subject = reinterpret_cast<PCRE2_SPTR>(text.isEmpty() ? "" : text.data());
    const auto size = static_cast<size_t>(text.size());
    const auto start = static_cast<size_t>(from);
    const auto &own = threadValue<Workspace>();
    const int count = m_isJit
        ? pcre2_jit_match(m_code.get(), subject, size, start, PCRE2_NOTEMPTY, own.data(),
                          own.context())
        : pcre2_match(m_code.get(), subject, size, start, PCRE2_NOTEMPTY | PCRE2_NO_UTF_CHECK,
                      own.data(), own.context());
    if (count == PCRE2_ERROR_NOMATCH)
        return {};
    if (count < 0)
        return {.outcome = Outcome::GaveUp};
    const size_t *places = pcre2_get_ovector_pointer(own.data());
    // \K in a look-around can put the start anywhere.
    if (places[0] < start || places[0] >= places[1])
        return {.outcome = Outcome::GaveUp};
    return {.outcome = Outcome::Match,
            .start = static_cast<qsizetype>(places[0]),
            .end = static_cast<qsizetype>(places[1])};
}

} // namespace Spawnscope
