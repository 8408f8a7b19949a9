/**
 * @file genauth.hpp
 * @brief Who is the signed-in user? The C++ interface of libgenauth: C++17, header-only, over genauth.h.
 *
 * @par Ownership
 * Objects own what they hold and can be moved; a moved-from object can be assigned to or destroyed. Strings are UTF-8
 * and copied. An argument that contains a NUL character is refused: Kind::invalid_argument.
 *
 * @par Errors
 * Failures are thrown as genauth::Error, which has every fact. Each throwing function has a twin whose name begins with
 * `try_` and which returns a genauth::Result. Without exceptions (`-fno-exceptions`) only the twins are declared. Tests
 * of applications make errors of their own: `genauth::Error(genauth::Kind::network, "refused")`.
 *
 * @par Threads
 * A Client, a Session and a Login may be used by any number of threads at once. Other objects may be used by one
 * thread at a time, but Call::cancel() may be called from any. For fork() see genauth.h. Code that starts asynchronous
 * calls, futures included, must stay loaded until they have ended: link a plugin that does with `-Wl,-z,nodelete`.
 *
 * @par Sessions
 * A Login becomes a Session, which gives access tokens to a Client. Tokens, records of a store, logins as JSON, claims
 * and logout URLs must not be logged; the copies in a std::string are yours to wipe.
 */
#ifndef GENAUTH_HPP
#define GENAUTH_HPP

#include "genauth/call.hpp"
#include "genauth/client.hpp"
#include "genauth/config.hpp"
#include "genauth/error.hpp"
#include "genauth/future.hpp"
#include "genauth/login.hpp"
#include "genauth/profile.hpp"
#include "genauth/provider.hpp"
#include "genauth/result.hpp"
#include "genauth/session.hpp"
#include "genauth/store.hpp"

#endif
