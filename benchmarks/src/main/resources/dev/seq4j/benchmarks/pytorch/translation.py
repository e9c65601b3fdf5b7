# PyTorch's side of translation, beside networks.py and transformers.py. Words are time-major; what
# the decoder looks at is batch-major, so that its products are PyTorch's batched ones.
#
# Parameters: vectors of the words of both languages, weights of a GRU forward and of one backward
# that read and of one that writes, Q, U with its bias and v of the attention, I with its bias of
# the first state, W_1, b_1, W_2, b_2 of the hidden layer, the bias of the output.

# Mean cross-entropy of the word that follows: sentences, translations so far and words that follow
# [time, batch].
def translation_loss(self, sentences: Tensor, translations: Tensor, following: Tensor, parameters: List[Tensor]) -> Tensor:
  units = parameters[3].size(1)
  x = torch.embedding(parameters[0], sentences, 0)
  zero = torch.zeros([2, sentences.size(1), units])
  states, last = torch.gru(x, zero, parameters[2:10], True, 1, 0., True, True, False)
  memory = states.transpose(0, 1).contiguous()
  keys = torch.linear(memory, parameters[15], parameters[16])
  s = torch.tanh(torch.linear(torch.mean(memory, [1]), parameters[18], parameters[19]))
  y = torch.embedding(parameters[1], translations, 0)
  outputs = annotate(List[Tensor], [])
  for t in range(y.size(0)):
    scores = torch.linear(torch.tanh(keys + torch.linear(s, parameters[14]).unsqueeze(1)), parameters[17])
    context = torch.bmm(torch.softmax(scores, 1).transpose(1, 2), memory).squeeze(1)
    s = torch.gru_cell(torch.cat([context, torch.select(y, 0, t)], 1), s, parameters[10], parameters[11], parameters[12], parameters[13])
    outputs.append(torch.cat([s, context], 1))
  hidden = self.feed_forward(torch.stack(outputs), parameters[20:24])
  logits = torch.linear(hidden, parameters[1], parameters[24])
  return torch.cross_entropy_loss(logits.flatten(0, 1), following.flatten())

# A training step as in networks.py.
def translate_sentences(self, sentences: Tensor, translations: Tensor, following: Tensor, rate: Tensor, parameters: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor]) -> Tensor:
  loss = self.translation_loss(sentences, translations, following, parameters)
  return self.learn(loss, [], parameters, means, squares, steps, rate)
