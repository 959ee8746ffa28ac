#include "tests/http/certificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdlib>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace mingzhang::http {
namespace {

void need(bool done) {
  if (!done) throw std::runtime_error("no test certificate");
}

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

}  // namespace

ScratchFolder::ScratchFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "mz-http-XXXXXX").string();
  need(mkdtemp(name.data()) != nullptr);
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::size_t ScratchFolder::files_in(const std::string& name) const {
  const std::filesystem::directory_iterator files(path_ / name);
  return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

void write_certificate(const std::filesystem::path& certificate,
                       const std::filesystem::path& private_key, const std::string& name) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> x509(X509_new(), X509_free);
  need(key && x509);
  need(ASN1_INTEGER_set(X509_get_serialNumber(x509.get()), 1) == 1);
  X509_gmtime_adj(X509_getm_notBefore(x509.get()), -60);
  X509_gmtime_adj(X509_getm_notAfter(x509.get()), 3600);
  X509_NAME* const subject = X509_get_subject_name(x509.get());
  const auto* text = reinterpret_cast<const unsigned char*>(name.c_str());
  need(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, text, -1, -1, 0) == 1);
  need(X509_set_issuer_name(x509.get(), subject) == 1);
  need(X509_set_pubkey(x509.get(), key.get()) == 1);
  need(X509_sign(x509.get(), key.get(), EVP_sha256()) > 0);
  const File certificate_file(std::fopen(certificate.c_str(), "w"), std::fclose);
  const File key_file(std::fopen(private_key.c_str(), "w"), std::fclose);
  need(certificate_file && key_file);
  need(PEM_write_X509(certificate_file.get(), x509.get()) == 1);
  need(PEM_write_PrivateKey(key_file.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
}

}  // namespace mingzhang::http
