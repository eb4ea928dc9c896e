#!/usr/bin/python3
"""Greets as a mail server does. Whoever talks before the greeting is sent away, as Postfix' postscreen does."""
import select, socketserver, ssl, threading

TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
TLS.load_cert_chain("/root/mail.pem", "/root/mail-key.pem")

class Greets(socketserver.BaseRequestHandler):
    def handle(self):
        peer = self.request
        if self.server.server_address[1] == 465:
            peer = TLS.wrap_socket(peer, server_side=True)
        elif select.select([peer], [], [], 0.2)[0]:
            return peer.sendall(b"521 you talk too early\r\n")
        peer.sendall(b"220 mail ESMTP\r\n")
        while words := peer.recv(1000):
            for word in words.upper().split(b"\r\n"):
                if word.startswith(b"EHLO"):
                    peer.sendall(b"250-mail\r\n250 STARTTLS\r\n")
                elif word.startswith(b"STARTTLS"):
                    peer.sendall(b"220 go on\r\n")
                    peer = TLS.wrap_socket(peer, server_side=True)
                elif word.startswith(b"QUIT"):
                    return peer.sendall(b"221 bye\r\n")

class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True

for port in (465, 587):
    threading.Thread(target=Server(("127.0.0.1", port), Greets).serve_forever).start()
